using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using CsCheck;
using SharedSequencer.StandIn.State;

namespace SharedSequencer.DaprConformance.Tests.Unit;

public sealed class GoJsonTests
{
    [Theory]
    [InlineData("9007199254740993", "9007199254740992")]
    [InlineData("0.12345678901234567", "0.12345678901234566")]
    [InlineData("1.50", "1.5")]
    [InlineData("1e3", "1000")]
    [InlineData("0.0000001", "1e-7")]
    [InlineData("0.000001", "0.000001")]
    [InlineData("1e20", "100000000000000000000")]
    [InlineData("1e21", "1e+21")]
    [InlineData("1e-10", "1e-10")]
    [InlineData("1.5e300", "1.5e+300")]
    [InlineData("-0", "-0")]
    [InlineData("-12.25", "-12.25")]
    public void A_number_is_written_as_Go_writes_a_float64(string sent, string stored) =>
        Assert.Equal(stored, Rounded(sent));

    [Fact]
    public void A_rounded_number_reads_back_as_the_same_float64() =>
        Gen.Double.Where(double.IsFinite).Sample(value =>
            double.Parse(GoNumber.Format(value), CultureInfo.InvariantCulture).Equals(value));

    [Fact]
    public void A_number_beyond_float64_is_refused()
    {
        using var document = JsonDocument.Parse("""{"a":1e400}""");
        Assert.Contains("1e400", GoJson.WriteRounded(new ArrayBufferWriter<byte>(), document.RootElement)!, StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_are_sorted_by_their_bytes_and_the_last_of_equal_ones_stays() =>
        Assert.Equal("""{"B":1,"a":4,"é":2}""", Rounded(""" { "é" : 2, "a": 3, "B": 1, "a": 4 } """));

    [Fact]
    public void Html_characters_and_separators_are_escaped_and_other_text_is_raw() =>
        Assert.Equal(
            """["\u003ca\u003e\u0026","\u2028","\t\"\\","é€😀","\u0001"]""",
            Rounded("""["<a>&","\u2028","\t\"\\","\u00e9\u20ac\ud83d\ude00","\u0001"]"""));

    [Fact]
    public void Writing_what_was_written_changes_nothing() =>
        Gen.String.Sample(text =>
        {
            var once = Rounded(JsonSerializer.Serialize(text));
            return Rounded(once) == once;
        });

    private static string Rounded(string json)
    {
        using var document = JsonDocument.Parse(json);
        var output = new ArrayBufferWriter<byte>();
        Assert.Null(GoJson.WriteRounded(output, document.RootElement));
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
