namespace SharedSequencer.Primitives;

/// <summary>Merkle trees in the shape of RFC 6962 section 2.1, with Keccak-256 instead of SHA-256.</summary>
/// <remarks>
/// <para>Leaf hash = Keccak(0x00 ‖ leaf), inner hash = Keccak(0x01 ‖ left ‖ right); a tree of n leaves
/// splits at the largest power of two below n; the root of no leaves is the Keccak of no bytes. The prefixes
/// keep a leaf from passing for an inner node.</para>
/// <para>A root commits to its leaves and their order, not to their number. With a made-up size a leaf that
/// is in the tree can be shown at another index: who believes an index must know the size from elsewhere.
/// That a leaf is in the tree at all is shown by any size.</para>
/// </remarks>
public static class MerkleTree
{
    private const byte LeafPrefix = 0;
    private const byte NodePrefix = 1;

    /// <summary>The hash of one leaf.</summary>
    public static Hash256 LeafHash(ReadOnlySpan<byte> leaf) => Keccak256.Hash([LeafPrefix], leaf);

    /// <summary>The root over leaf hashes in order.</summary>
    public static Hash256 Root(IReadOnlyList<Hash256> leafHashes)
    {
        var pending = new PendingSubtrees();
        for (var i = 0; i < leafHashes.Count; i++)
            pending.Append(leafHashes[i]);
        return pending.Root();
    }

    /// <summary>The root over leaf hashes in order.</summary>
    public static Hash256 Root(ReadOnlySpan<Hash256> leafHashes)
    {
        var pending = new PendingSubtrees();
        foreach (var leafHash in leafHashes)
            pending.Append(leafHash);
        return pending.Root();
    }

    /// <summary>The path of siblings from a leaf to the root, nearest first.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no leaf of that index.</exception>
    public static Hash256[] Prove(IReadOnlyList<Hash256> leafHashes, int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, leafHashes.Count);
        ReadOnlySpan<Hash256> range = [.. leafHashes];
        var path = new List<Hash256>();
        while (range.Length > 1)
        {
            var split = SplitOf(range.Length);
            var isLeft = index < split;
            path.Add(Root(isLeft ? range[split..] : range[..split]));
            range = isLeft ? range[..split] : range[split..];
            index = isLeft ? index : index - split;
        }
        path.Reverse();
        return [.. path];
    }

    /// <summary>Whether a leaf hash stands at <paramref name="index"/> of a tree with
    /// <paramref name="size"/> leaves and that root (RFC 9162 section 2.1.3.2).</summary>
    /// <returns>False for a wrong path, a path that is too long or short, or an index outside the
    /// tree.</returns>
    public static bool Verify(
        Hash256 root, Hash256 leafHash, long index, long size, ReadOnlySpan<Hash256> path)
    {
        if (index < 0 || index >= size)
            return false;
        var node = index;
        var last = size - 1;
        var hash = leafHash;
        foreach (var sibling in path)
        {
            if (last == 0)
                return false;
            if ((node & 1) == 0 && node != last)
            {
                hash = NodeHash(hash, sibling);
            }
            else
            {
                hash = NodeHash(sibling, hash);
                while ((node & 1) == 0 && node != 0)
                {
                    node >>= 1;
                    last >>= 1;
                }
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && hash == root;
    }

    internal static Hash256 NodeHash(in Hash256 left, in Hash256 right)
    {
        Span<byte> message = stackalloc byte[1 + 2 * Hash256.Size];
        message[0] = NodePrefix;
        left.CopyTo(message[1..]);
        right.CopyTo(message[(1 + Hash256.Size)..]);
        return Keccak256.Hash(message);
    }

    /// <summary>The largest power of two below <paramref name="count"/>, which is at least two.</summary>
    private static int SplitOf(int count) => 1 << System.Numerics.BitOperations.Log2((uint)count - 1);
}
