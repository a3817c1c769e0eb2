namespace SharedSequencer.Primitives;

/// <summary>The access list of EIP-2930: [[address, [storage key, …]], …].</summary>
internal static class AccessListCodec
{
    /// <summary>Checks every entry and counts, without allocation.</summary>
    public static bool TryCount(
        ReadOnlySpan<byte> items, out int addresses, out int keys, out TransactionError error)
    {
        (addresses, keys, error) = (0, 0, TransactionError.None);
        var entries = new RlpReader(items);
        while (!entries.AtEnd)
        {
            if (!entries.TryReadList(out var entry))
                return Fail(entries, out error);
            if (!entry.TryReadAddress(out _) || !entry.TryReadList(out var entryKeys))
                return Fail(entry, out error);
            for (; !entryKeys.AtEnd; keys++)
            {
                if (!entryKeys.TryReadHash(out _))
                    return Fail(entryKeys, out error);
            }
            if (!entry.AtEnd)
            {
                error = TransactionError.ExtraField;
                return false;
            }
            addresses++;
        }
        return true;
    }

    /// <summary>Reads items that <see cref="TryCount"/> accepted.</summary>
    public static AccessListEntry[] Decode(ReadOnlySpan<byte> items, int count)
    {
        var result = new AccessListEntry[count];
        var entries = new RlpReader(items);
        for (var i = 0; i < count; i++)
        {
            entries.TryReadList(out var entry);
            entry.TryReadAddress(out var address);
            entry.TryReadList(out var keys);
            result[i] = new AccessListEntry(address, DecodeHashes(keys.Remaining));
        }
        return result;
    }

    /// <summary>Reads consecutive 32-byte strings that were checked before.</summary>
    public static Hash256[] DecodeHashes(ReadOnlySpan<byte> items)
    {
        var hashes = new Hash256[items.Length / RlpWriter.EncodedHashSize];
        var reader = new RlpReader(items);
        for (var i = 0; i < hashes.Length; i++)
            reader.TryReadHash(out hashes[i]);
        return hashes;
    }

    public static void Write(RlpWriter writer, IReadOnlyList<AccessListEntry> entries)
    {
        writer.BeginList();
        foreach (var entry in entries)
        {
            writer.BeginList();
            writer.Write(entry.Address);
            WriteHashes(writer, entry.StorageKeys);
            writer.EndList();
        }
        writer.EndList();
    }

    public static void WriteHashes(RlpWriter writer, IReadOnlyList<Hash256> hashes)
    {
        writer.BeginList();
        foreach (var hash in hashes)
            writer.Write(hash);
        writer.EndList();
    }

    private static bool Fail(scoped in RlpReader reader, out TransactionError error)
    {
        error = TransactionParser.ErrorOf(reader);
        return false;
    }
}
