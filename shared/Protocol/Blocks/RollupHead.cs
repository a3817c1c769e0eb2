using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>
/// Where a rollup's log stands after a block: a leaf under <see cref="BlockHeader.RollupsRoot"/>. Every
/// registered rollup has one in every block, so one proof shows the head and that nothing was withheld (R10).
/// </summary>
/// <param name="Rollup">The rollup.</param>
/// <param name="Number">Number of its latest rollup block; 0 when there is none yet.</param>
/// <param name="Hash">Hash of its latest rollup block; zero when there is none yet.</param>
/// <param name="Status">Whether it takes part.</param>
public sealed record RollupHead(RollupId Rollup, ulong Number, Hash256 Hash, RollupStatus Status)
{
    /// <summary>The leaf hash under <see cref="BlockHeader.RollupsRoot"/>.</summary>
    public Hash256 LeafHash()
    {
        var writer = new RlpWriter();
        WriteTo(writer);
        return MerkleTree.LeafHash(writer.WrittenSpan);
    }

    internal void WriteTo(RlpWriter writer)
    {
        writer.BeginList();
        writer.Write(Rollup.Value);
        writer.Write(Number);
        writer.Write(Hash);
        writer.Write((ulong)Status);
        writer.EndList();
    }

    internal static bool TryRead(ref RlpReader reader, [NotNullWhen(true)] out RollupHead? head)
    {
        head = null;
        if (!reader.TryReadList(out var fields)
            || !fields.TryReadUInt64(out var rollup)
            || !fields.TryReadUInt64(out var number)
            || !fields.TryReadHash(out var hash)
            || !fields.TryReadUInt64(out var status)
            || status is 0 or > (ulong)RollupStatus.Left
            || !fields.AtEnd)
        {
            return false;
        }

        head = new RollupHead(new RollupId(rollup), number, hash, (RollupStatus)status);
        return true;
    }
}
