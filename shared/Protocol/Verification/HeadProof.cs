using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>The path from a rollup's head to <see cref="BlockHeader.RollupsRoot"/> (R10).</summary>
/// <param name="Head">The head.</param>
/// <param name="Index">Its place among the registered rollups.</param>
/// <param name="Count">How many rollups are registered.</param>
/// <param name="Path">Sibling hashes from leaf to root.</param>
public sealed record HeadProof(RollupHead Head, int Index, int Count, IReadOnlyList<Hash256> Path)
{
    /// <summary>Whether the head stands under this root.</summary>
    public bool IsUnder(in Hash256 rollupsRoot) =>
        MerkleTree.Verify(rollupsRoot, Head.LeafHash(), Index, Count, [.. Path]);

    internal void WriteTo(RlpWriter writer)
    {
        writer.BeginList();
        Head.WriteTo(writer);
        writer.Write((ulong)Index);
        writer.Write((ulong)Count);
        MerklePath.Write(writer, Path);
        writer.EndList();
    }

    internal static bool TryRead(ref RlpReader reader, [NotNullWhen(true)] out HeadProof? proof)
    {
        proof = null;
        if (!reader.TryReadList(out var fields)
            || !RollupHead.TryRead(ref fields, out var head)
            || !RlpFields.TryReadUInt32(ref fields, out var index)
            || !RlpFields.TryReadUInt32(ref fields, out var count)
            || index >= count
            || count > int.MaxValue
            || !MerklePath.TryRead(ref fields, out var path)
            || !fields.AtEnd)
        {
            return false;
        }

        proof = new HeadProof(head, (int)index, (int)count, path);
        return true;
    }
}
