using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>
/// What became of an ordered item that is not simply a transaction in a rollup block; a leaf under
/// <see cref="BlockHeader.OutcomesRoot"/>, so a refusal can be proved like an inclusion.
/// </summary>
/// <param name="Kind">What the item is.</param>
/// <param name="Lane">The rollup it concerns; an operation names the rollup it is for, what is about bundles the cross-rollup lane.</param>
/// <param name="Subject">What the kind says: a transaction hash, an operation's digest, a bundle id, …</param>
/// <param name="Code">How it ended.</param>
public sealed record Outcome(OutcomeKind Kind, Lane Lane, Hash256 Subject, OutcomeCode Code)
{
    /// <summary>The leaf hash under <see cref="BlockHeader.OutcomesRoot"/>.</summary>
    public Hash256 LeafHash()
    {
        var writer = new RlpWriter();
        WriteTo(writer);
        return MerkleTree.LeafHash(writer.WrittenSpan);
    }

    /// <summary>The root a header must carry for these outcomes.</summary>
    public static Hash256 RootOf(IReadOnlyList<Outcome> outcomes)
    {
        ArgumentNullException.ThrowIfNull(outcomes);
        return MerkleTree.Root([.. outcomes.Select(outcome => outcome.LeafHash())]);
    }

    internal void WriteTo(RlpWriter writer)
    {
        writer.BeginList();
        writer.Write((ulong)Kind);
        writer.Write(Lane.Value);
        writer.Write(Subject);
        writer.Write((ulong)Code);
        writer.EndList();
    }

    internal static bool TryRead(ref RlpReader reader, [NotNullWhen(true)] out Outcome? outcome)
    {
        outcome = null;
        if (!reader.TryReadList(out var fields)
            || !fields.TryReadUInt64(out var kind)
            || kind is 0 or > (ulong)OutcomeKind.BundleItem
            || !fields.TryReadUInt64(out var lane)
            || !fields.TryReadHash(out var subject)
            || !fields.TryReadUInt64(out var code)
            || code is 0 or > (ulong)OutcomeCode.NotExpired
            || !fields.AtEnd)
        {
            return false;
        }

        outcome = new Outcome((OutcomeKind)kind, new Lane(lane), subject, (OutcomeCode)code);
        return true;
    }
}
