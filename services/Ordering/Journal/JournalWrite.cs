using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ordering.Journal;

/// <summary>
/// Everything that becomes durable together: one round of the validator's loop, one commit.
/// </summary>
internal sealed class JournalWrite
{
    public List<(Batch Batch, Acknowledgement Acknowledgement)> Batches { get; } = [];

    /// <summary>Own proposals with the leader's signature (R19).</summary>
    public List<(Block Block, Signature Signature)> Proposals { get; } = [];

    /// <summary>Own votes.</summary>
    public List<Vote> Votes { get; } = [];

    /// <summary>Blocks that have become final, ascending, with what they mean.</summary>
    public List<(FinalizedBlock Block, ExpandedBlock Expanded)> FinalBlocks { get; } = [];

    /// <summary>The state after the last of the final blocks, when it is time to keep one.</summary>
    public ChainState? Snapshot { get; set; }

    public bool IsEmpty => Batches.Count == 0 && Proposals.Count == 0 && Votes.Count == 0
        && FinalBlocks.Count == 0 && Snapshot is null;
}
