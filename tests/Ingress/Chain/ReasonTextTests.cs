using System.Text;
using CsCheck;
using SharedSequencer.Ingress.Chain;

namespace SharedSequencer.Ingress.Tests.Chain;

public sealed class ReasonTextTests
{
    [Theory]
    [InlineData(null, null)]
    [InlineData("out of gas", "out of gas")]
    [InlineData("a\0b", "a\uFFFDb")]
    public void What_postgresql_refuses_is_replaced(string? reason, string? stored) =>
        Assert.Equal(stored, ReasonText.Storable(reason));

    [Fact]
    public void Half_a_pair_is_replaced() => Assert.Equal("half \uFFFD", ReasonText.Storable("half \ud83d"));

    [Fact]
    public void The_cut_splits_no_pair() =>
        Assert.Equal(new string('a', 255), ReasonText.Storable(new string('a', 255) + "\U0001F600"));

    [Fact]
    public void Whatever_a_node_says_becomes_bounded_text_without_nul() => Gen.String.Sample(reason =>
    {
        var stored = ReasonText.Storable(reason)!;
        Assert.True(stored.Length <= 256 && !stored.Contains('\0'));
        _ = new UTF8Encoding(false, throwOnInvalidBytes: true).GetByteCount(stored);
    });
}
