using System.Text;
using CsCheck;
using SharedSequencer.Ingress.Bundles;

namespace SharedSequencer.Ingress.Tests.Bundles;

/// <summary>Whatever comes, it is read or refused.</summary>
public sealed class BundleParserTests
{
    private static readonly string[] Pieces =
    [
        "{", "}", "[", "]", ",", ":", "\"legs\"", "\"mode\"", "\"inclusion\"", "\"txs\"", "\"chainId\"", "\"1\"", "null", "true",
        "1e999", "\"\\ud800\"", "\"\\u0000\"", "\"0x\"", "\"report\"", "\"preconditions\"", "\"nonces\"", "\u00ff", "-", " ",
    ];

    [Fact]
    public void No_text_breaks_the_reader() => Gen.Int[0, Pieces.Length - 1].Array[0, 40].Sample(
        picks =>
        {
            var json = Encoding.UTF8.GetBytes(string.Concat(picks.Select(pick => Pieces[pick])));
            return IsAnswered(StrictJson.Read<BundleBody>(json)) && IsAnswered(StrictJson.Read<CancelBody>(json))
                && IsAnswered(StrictJson.Read<ReportBody>(json));
        },
        iter: 20_000);

    [Fact]
    public void No_bytes_break_the_reader() => Gen.Byte.Array[0, 64].Sample(
        bytes => IsAnswered(StrictJson.Read<BundleBody>(bytes)), iter: 20_000);

    [Theory]
    [InlineData("7f1cbbd8-59fb-4a3c-9c8b-3f6b60f42b5e", "0x000000000000000000000000000000007f1cbbd859fb4a3c9c8b3f6b60f42b5e")]
    [InlineData(null, "0x0000000000000000000000000000000000000000000000000000000000000000")]
    public void A_UUID_stands_for_its_bytes_behind_zeros(string? text, string hash)
    {
        var fields = new BundleFields();
        Assert.Equal(hash, fields.Replacement("replacementUuid", text).ToString());
        Assert.Null(fields.Wrong);
    }

    [Theory]
    [InlineData("10", 10)]
    [InlineData("0xa", 10)]
    public void A_number_is_decimal_or_hex(string text, ulong number) => Assert.Equal(number, new BundleFields().Number("n", text));

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("0x0a")]
    [InlineData("1.0")]
    [InlineData("18446744073709551616")]
    public void What_is_no_number_names_its_field(string text)
    {
        var fields = new BundleFields();
        fields.Number("n", text);
        Assert.Equal("n", fields.Wrong);
    }

    private static bool IsAnswered<T>(Attempt<T> attempt)
        where T : class => attempt.Value is null != (attempt.Problem is null);
}
