using System.Buffers.Binary;
using SharedSequencer.Primitives;

namespace SharedSequencer.Publisher.Archive;

/// <summary>
/// How transactions are found: by the first eight bytes of the hash, a third of the index size of whole hashes. The
/// few that share them are told apart by the joined hashes stored with each rollup block.
/// </summary>
internal static class TransactionIndex
{
    public static long KeyOf(in Hash256 hash)
    {
        Span<byte> bytes = stackalloc byte[Hash256.Size];
        hash.CopyTo(bytes);
        return BinaryPrimitives.ReadInt64BigEndian(bytes);
    }

    public static byte[] Join(IReadOnlyList<Hash256> hashes)
    {
        var joined = new byte[hashes.Count * Hash256.Size];
        for (var i = 0; i < hashes.Count; i++) hashes[i].CopyTo(joined.AsSpan(i * Hash256.Size));
        return joined;
    }

    public static IEnumerable<Hash256> Split(byte[] joined)
    {
        for (var at = 0; at < joined.Length; at += Hash256.Size)
            yield return new Hash256(joined.AsSpan(at, Hash256.Size));
    }
}
