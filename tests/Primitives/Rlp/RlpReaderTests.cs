namespace SharedSequencer.Primitives.Tests.Rlp;

public sealed class RlpReaderTests
{
    [Theory]
    [InlineData("0x", RlpError.Truncated)]
    [InlineData("0x83646f", RlpError.Truncated)]
    [InlineData("0xb8", RlpError.Truncated)]
    [InlineData("0xb838", RlpError.Truncated)]
    [InlineData("0xbfffffffffffffffff", RlpError.Truncated)]
    [InlineData("0xbf7fffffffffffffff", RlpError.Truncated)]
    [InlineData("0xbb7fffffff", RlpError.Truncated)]
    [InlineData("0x8100", RlpError.NonCanonicalLength)]
    [InlineData("0x817f", RlpError.NonCanonicalLength)]
    [InlineData("0xb800", RlpError.NonCanonicalLength)]
    [InlineData("0xb80180", RlpError.NonCanonicalLength)]
    [InlineData("0xb90001", RlpError.NonCanonicalLength)]
    [InlineData("0xc0", RlpError.BytesExpected)]
    public void A_byte_string_is_refused_for_its_reason(string encoded, RlpError error)
    {
        var reader = new RlpReader(Bytes(encoded));
        Assert.False(reader.TryReadBytes(out _));
        Assert.Equal(error, reader.Error);
        Assert.Equal(0, reader.Position);
    }

    [Theory]
    [InlineData("0x00", RlpError.LeadingZero)]
    [InlineData("0x820001", RlpError.LeadingZero)]
    [InlineData("0x89010000000000000000", RlpError.WrongSize)]
    [InlineData("0xc101", RlpError.BytesExpected)]
    public void An_integer_is_refused_for_its_reason(string encoded, RlpError error)
    {
        var reader = new RlpReader(Bytes(encoded));
        Assert.False(reader.TryReadUInt64(out _));
        Assert.Equal(error, reader.Error);
        Assert.Equal(0, reader.Position);
    }

    [Theory]
    [InlineData("0xc0", RlpError.None)]
    [InlineData("0x80", RlpError.ListExpected)]
    [InlineData("0xc1", RlpError.Truncated)]
    [InlineData("0xf800", RlpError.NonCanonicalLength)]
    [InlineData("0xf90000", RlpError.NonCanonicalLength)]
    [InlineData("0xffffffffffffffffff", RlpError.Truncated)]
    public void A_list_is_read_or_refused_for_its_reason(string encoded, RlpError error)
    {
        var reader = new RlpReader(Bytes(encoded));
        Assert.Equal(error == RlpError.None, reader.TryReadList(out _));
        Assert.Equal(error, reader.Error);
    }

    [Fact]
    public void A_hash_of_the_wrong_size_is_refused_and_can_be_read_as_what_it_is()
    {
        var reader = new RlpReader(Bytes("0x83646f67"));
        Assert.False(reader.TryReadHash(out _));
        Assert.Equal(RlpError.WrongSize, reader.Error);
        Assert.True(reader.TryReadBytes(3, out var content));
        Assert.Equal("dog"u8.ToArray(), content.ToArray());
        Assert.True(reader.AtEnd);
    }

    [Fact]
    public void A_raw_item_is_returned_with_its_header_and_not_looked_into()
    {
        var reader = new RlpReader(Bytes("0xc281ff80"));
        Assert.True(reader.IsList);
        Assert.True(reader.TryReadRawItem(out var item));
        Assert.Equal(Bytes("0xc281ff"), item.ToArray());
        Assert.True(reader.TryReadBytes(out var empty));
        Assert.True(empty.IsEmpty);
        Assert.True(reader.AtEnd);
        Assert.False(reader.IsList);
    }

    [Fact]
    public void Reading_and_writing_into_a_used_buffer_allocate_nothing()
    {
        var encoded = Bytes("0xca820400830186a0c20180");
        var writer = new RlpWriter();
        Assert.True(Read());
        Assert.Equal(0, Allocation.Of(Read));
        Assert.Equal(0, Allocation.Of(() =>
        {
            writer.Clear();
            writer.BeginList();
            writer.Write(encoded);
            writer.Write(Keccak256.OfEmpty);
            writer.Write(1024UL);
            writer.EndList();
            return writer.WrittenSpan.Length;
        }));

        bool Read()
        {
            var reader = new RlpReader(encoded);
            return reader.TryReadList(out var list)
                && list.TryReadUInt64(out _) && list.TryReadUInt256(out _)
                && list.TryReadList(out var inner) && inner.TryReadBytes(out _);
        }
    }

    private static byte[] Bytes(string hex) => Hex.TryDecode(hex, out var bytes) ? bytes : [];
}
