using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>The wire form of a batch; the content hash is computed, never transmitted.</summary>
internal static class BatchCodec
{
    internal static void Write(RlpWriter writer, BatchHeader header, ReadOnlySpan<byte> encodedItems, Signature signature)
    {
        writer.BeginList();
        header.WriteFields(writer);
        writer.WriteRaw(encodedItems);
        writer.Write(signature);
        writer.EndList();
    }

    internal static bool TryRead(
        ReadOnlyMemory<byte> encoded,
        [NotNullWhen(true)] out BatchHeader? header,
        [NotNullWhen(true)] out IReadOnlyList<ReadOnlyMemory<byte>>? items,
        out Signature signature)
    {
        header = null;
        items = null;
        signature = default;
        var reader = new RlpReader(encoded.Span);
        if (!reader.TryReadList(out var fields)
            || !reader.AtEnd
            || !BatchHeader.TryReadFields(ref fields, out var named)
            || !fields.TryReadRawItem(out var encodedItems)
            || !fields.TryReadSignature(out signature)
            || !fields.AtEnd
            || !TryReadItems(encoded, encodedItems, out items))
        {
            return false;
        }

        header = named with { Content = Keccak256.Hash(encodedItems) };
        return true;
    }

    private static bool TryReadItems(
        ReadOnlyMemory<byte> whole,
        ReadOnlySpan<byte> encodedItems,
        [NotNullWhen(true)] out IReadOnlyList<ReadOnlyMemory<byte>>? items)
    {
        items = null;
        var reader = new RlpReader(encodedItems);
        if (!reader.TryReadList(out var list))
        {
            return false;
        }

        var found = new List<ReadOnlyMemory<byte>>();
        while (!list.AtEnd)
        {
            if (found.Count > ProtocolDefaults.MaxBatchItems || !list.TryReadBytes(out var item))
            {
                return false;
            }

            found.Add(RlpFields.Slice(whole, item));
        }

        items = found;
        return true;
    }
}
