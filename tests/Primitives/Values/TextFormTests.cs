using System.Text.Json;
using CsCheck;

namespace SharedSequencer.Primitives.Tests.Values;

public sealed class TextFormTests
{
    [Fact]
    public void Addresses_of_eip_55_get_their_mixed_case()
    {
        foreach (var text in VectorFile.Read<string>("eip55.json"))
        {
            Assert.Equal(text, Address.Parse(text.ToLowerInvariant()).ToChecksumString());
            Assert.True(Address.HasValidChecksum(text));
            var isMixed = text.Any(char.IsAsciiLetterUpper);
            Assert.Equal(isMixed, !Address.HasValidChecksum(text.ToLowerInvariant()));
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0x")]
    [InlineData("5aaeb6053f3e94c9b9a09f33669435e7ef1beaed")]
    [InlineData("0X5aaeb6053f3e94c9b9a09f33669435e7ef1beaed")]
    [InlineData("0x5aaeb6053f3e94c9b9a09f33669435e7ef1beae")]
    [InlineData("0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed0")]
    [InlineData("0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaeg")]
    [InlineData(" 0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed")]
    public void Other_text_is_no_address(string? text) => Assert.False(Address.TryParse(text, out _));

    [Fact]
    public void Hashes_order_as_their_bytes_do() =>
        Gen.Select(Gen.Byte.Array[32], Gen.Byte.Array[32], Gen.Int[0, 31]).Sample((left, right, shared) =>
        {
            left.AsSpan(0, shared).CopyTo(right);
            var expected = left.AsSpan().SequenceCompareTo(right);
            Assert.Equal(Math.Sign(expected), Math.Sign(new Hash256(left).CompareTo(new Hash256(right))));
            Assert.Equal(expected == 0, new Hash256(left) == new Hash256(right));
            Assert.Equal(left, Hash256.Parse(new Hash256(left).ToString()).ToArray());
            var (a, b) = (new Address(left.AsSpan(..20)), new Address(right.AsSpan(..20)));
            expected = left.AsSpan(..20).SequenceCompareTo(right.AsSpan(..20));
            Assert.Equal(Math.Sign(expected), Math.Sign(a.CompareTo(b)));
        });

    [Fact]
    public void Numbers_survive_every_text_form() => Gen.Byte.Array[0, 32].Sample(bytes =>
    {
        var number = new UInt256(bytes);
        Assert.True(UInt256.TryParse(number.ToString(), out var fromDecimal));
        Assert.True(UInt256.TryParseHex(number.ToHex(), out var fromHex));
        Assert.Equal((number, number), (fromDecimal, fromHex));
        Assert.Equal(number, UInt256.FromBigInteger(number.ToBigInteger()));
        Assert.Equal(number.ToBigInteger() <= ulong.MaxValue, number.TryToUInt64(out var small));
        if (number.TryToUInt64(out _))
            Assert.Equal(number, (UInt256)small);
    });

    [Theory]
    [InlineData("0x0", 0, true)]
    [InlineData("0xff", 255, true)]
    [InlineData("0xFF", 255, true)]
    [InlineData("0xffffffffffffffff", ulong.MaxValue, true)]
    [InlineData("0x", 0, false)]
    [InlineData("0x00", 0, false)]
    [InlineData("0x01", 0, false)]
    [InlineData("0x10000000000000000", 0, false)]
    [InlineData("0xg", 0, false)]
    [InlineData("12", 0, false)]
    [InlineData("-0x1", 0, false)]
    public void Quantities_are_read_in_their_shortest_form_only(string text, ulong value, bool ok)
    {
        Assert.Equal(ok, Hex.TryDecodeQuantity(text, out ulong read));
        Assert.Equal(value, read);
        Assert.Equal("0x0", Hex.EncodeQuantity(0));
    }

    [Theory]
    [InlineData("115792089237316195423570985008687907853269984665640564039457584007913129639935", true)]
    [InlineData("115792089237316195423570985008687907853269984665640564039457584007913129639936", false)]
    [InlineData("-1", false)]
    [InlineData("", false)]
    [InlineData("1e3", false)]
    [InlineData("1 000", false)]
    public void Decimals_are_read_within_256_bits(string text, bool ok) =>
        Assert.Equal(ok, UInt256.TryParse(text, out _));

    [Fact]
    public void Hex_is_read_from_utf8_into_a_given_buffer()
    {
        Span<byte> buffer = stackalloc byte[3];
        Assert.True(Hex.TryDecode("0x01aBff"u8, buffer, out var written));
        Assert.Equal(3, written);
        Assert.Equal([1, 0xab, 0xff], buffer.ToArray());
        Assert.False(Hex.TryDecode("0x01abff00"u8, buffer, out _));
        Assert.False(Hex.TryDecode("0x1"u8, buffer, out _));
        Assert.False(Hex.TryDecode("0"u8, buffer, out _));
        Assert.False(Hex.TryDecode(""u8, buffer, out _));
        Assert.False(Hex.TryDecode("0xzz"u8, buffer, out _));
        Assert.True(Hex.TryDecode("0x"u8, buffer, out written));
        Assert.Equal(0, written);
    }

    [Fact]
    public void Json_carries_the_text_forms()
    {
        var value = (Keccak256.OfEmpty, Address.Zero, new Signature(default, default, 27), (UInt256)12);
        var options = new JsonSerializerOptions { IncludeFields = true };
        var json = JsonSerializer.Serialize(value, options);
        Assert.Contains("\"Item4\":\"12\"", json, StringComparison.Ordinal);
        var read = JsonSerializer.Deserialize<(Hash256, Address, Signature, UInt256)>(json, options);
        Assert.Equal(value, read);
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Address>("\"0x12\""));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Hash256>("12"));
    }
}
