namespace SharedSequencer.Protocol;

/// <summary>A block above the final chain with everything that follows from it.</summary>
/// <param name="Parent">The candidate it builds on; null when it builds on the final chain.</param>
/// <param name="Block">The block.</param>
/// <param name="Batches">The batches of its certificates, in order.</param>
/// <param name="Expanded">What it means for every rollup.</param>
/// <param name="State">The state after it.</param>
internal sealed record Candidate(
    Candidate? Parent, Block Block, IReadOnlyList<Batch> Batches, ExpandedBlock Expanded, ChainState State)
{
    /// <summary>Puts a block of this body on a parent; the header's roots follow from the expansion.</summary>
    internal static Candidate Propose(
        Candidate? parent, ChainState parentState, IReadOnlyList<PooledBatch> body, ProposalSlot slot)
    {
        Certificate[] certificates = [.. body.Select(pooled => pooled.Certificate!)];
        Batch[] batches = [.. body.Select(pooled => pooled.Batch)];
        var expansion = Expander.Expand(parentState, slot.Timestamp, certificates, batches);
        var header = new BlockHeader
        {
            Network = parentState.Genesis.NetworkId,
            Epoch = parentState.Genesis.Committee.Epoch,
            Height = parentState.Height.Next,
            View = slot.View,
            Parent = parentState.BlockHash,
            Timestamp = slot.Timestamp,
            Leader = slot.Leader,
            BatchesRoot = Block.BatchesRootOf(certificates),
            RollupsRoot = expansion.RollupsRoot,
            OutcomesRoot = expansion.OutcomesRoot,
        };
        return new Candidate(
            parent,
            new Block(header, certificates),
            batches,
            new ExpandedBlock(header, expansion),
            parentState.After(header, expansion));
    }
}
