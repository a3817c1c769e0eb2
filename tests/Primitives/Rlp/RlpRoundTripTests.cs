using CsCheck;

namespace SharedSequencer.Primitives.Tests.Rlp;

public sealed class RlpRoundTripTests
{
    [Fact]
    public void Byte_strings_come_back() => Gen.Byte.Array[0, 400].Sample(content =>
    {
        var writer = new RlpWriter();
        writer.Write(content);
        var reader = new RlpReader(writer.WrittenSpan);
        Assert.True(reader.TryReadBytes(out var read));
        Assert.Equal(content, read.ToArray());
        Assert.True(reader.AtEnd);
    });

    [Fact]
    public void Integers_come_back() => Gen.ULong.Sample(value =>
    {
        var writer = new RlpWriter();
        writer.BeginList();
        writer.Write(value);
        writer.Write((UInt256)value);
        writer.EndList();
        var reader = new RlpReader(writer.WrittenSpan);
        Assert.True(reader.TryReadList(out var list));
        Assert.True(list.TryReadUInt64(out var small));
        Assert.True(list.TryReadUInt256(out var large));
        Assert.Equal(value, small);
        Assert.Equal((UInt256)value, large);
        Assert.True(list.AtEnd && reader.AtEnd);
    });

    [Fact]
    public void Fixed_size_values_come_back_from_nested_lists()
    {
        var hash = Keccak256.OfEmpty;
        var address = Address.Parse("0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed");
        var signature = new Signature(hash, hash, 28);
        var writer = new RlpWriter(0);
        for (var depth = 0; depth < 20; depth++)
            writer.BeginList();
        writer.Write(hash);
        writer.Write(address);
        writer.Write(signature);
        for (var depth = 0; depth < 20; depth++)
            writer.EndList();
        var reader = new RlpReader(writer.WrittenSpan);
        for (var depth = 0; depth < 20; depth++)
            Assert.True(reader.TryReadList(out reader));
        Assert.True(reader.TryReadHash(out var readHash));
        Assert.True(reader.TryReadAddress(out var readAddress));
        Assert.True(reader.TryReadSignature(out var readSignature));
        Assert.Equal((hash, address, signature), (readHash, readAddress, readSignature));
    }

    [Fact]
    public void Lists_that_do_not_pair_up_are_an_error_of_the_writer()
    {
        var writer = new RlpWriter();
        Assert.Throws<InvalidOperationException>(writer.EndList);
        writer.BeginList();
        Assert.Throws<InvalidOperationException>(writer.ToArray);
        writer.Clear();
        Assert.Empty(writer.ToArray());
    }
}
