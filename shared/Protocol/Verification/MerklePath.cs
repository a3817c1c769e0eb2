using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>The wire form of a Merkle path; a tree of 2^32 leaves needs 32 siblings.</summary>
internal static class MerklePath
{
    private const int MaxLength = 32;

    internal static void Write(RlpWriter writer, IReadOnlyList<Hash256> path)
    {
        writer.BeginList();
        foreach (var sibling in path)
        {
            writer.Write(sibling);
        }

        writer.EndList();
    }

    internal static bool TryRead(ref RlpReader fields, out List<Hash256> path)
    {
        path = [];
        if (!fields.TryReadList(out var list))
        {
            return false;
        }

        while (!list.AtEnd)
        {
            if (path.Count == MaxLength || !list.TryReadHash(out var sibling))
            {
                return false;
            }

            path.Add(sibling);
        }

        return true;
    }
}
