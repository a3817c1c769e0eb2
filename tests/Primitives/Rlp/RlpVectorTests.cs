using System.Text.Json;

namespace SharedSequencer.Primitives.Tests.Rlp;

/// <summary>The RLP tests that Ethereum clients share.</summary>
public sealed class RlpVectorTests
{
    [Fact]
    public void Items_are_written_as_published()
    {
        foreach (var (name, item, encoded) in VectorFile.Read<RlpVector>("rlp.json"))
        {
            var writer = new RlpWriter();
            Write(writer, item);
            Assert.Equal((name, encoded), (name, Hex.Encode(writer.WrittenSpan)));
        }
    }

    [Fact]
    public void Published_encodings_are_read_back()
    {
        foreach (var (_, item, encoded) in VectorFile.Read<RlpVector>("rlp.json"))
        {
            var reader = new RlpReader(VectorFile.Bytes(encoded));
            Expect(ref reader, item);
            Assert.True(reader.AtEnd);
        }
    }

    [Fact]
    public void Published_invalid_encodings_are_refused()
    {
        foreach (var (name, encoded) in VectorFile.Read<InvalidRlpVector>("rlp-invalid.json"))
        {
            var reader = new RlpReader(VectorFile.Bytes(encoded));
            Assert.False(TryWalk(ref reader), name);
        }
    }

    private static void Write(RlpWriter writer, JsonElement item)
    {
        if (item.ValueKind == JsonValueKind.String)
        {
            writer.Write(VectorFile.Bytes(item.GetString()!));
            return;
        }
        writer.BeginList();
        foreach (var child in item.EnumerateArray())
            Write(writer, child);
        writer.EndList();
    }

    private static void Expect(ref RlpReader reader, JsonElement item)
    {
        if (item.ValueKind == JsonValueKind.String)
        {
            Assert.True(reader.TryReadBytes(out var content));
            Assert.Equal(item.GetString(), Hex.Encode(content));
            return;
        }
        Assert.True(reader.TryReadList(out var list));
        foreach (var child in item.EnumerateArray())
            Expect(ref list, child);
        Assert.True(list.AtEnd);
    }

    private static bool TryWalk(ref RlpReader reader)
    {
        while (!reader.AtEnd)
        {
            var ok = reader.IsList
                ? reader.TryReadList(out var list) && TryWalk(ref list)
                : reader.TryReadBytes(out _);
            if (!ok)
                return false;
        }
        return true;
    }

    private sealed record RlpVector(string Name, JsonElement Item, string Encoded);

    private sealed record InvalidRlpVector(string Name, string Encoded);
}
