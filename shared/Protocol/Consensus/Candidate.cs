namespace SharedSequencer.Protocol;

/// <summary>A checked block above the final chain with everything that follows from it.</summary>
internal sealed class Candidate
{
    private Candidate(Candidate? parent, Block block, IReadOnlyList<Batch> batches, ExpandedBlock expanded, ChainState state)
    {
        Parent = parent;
        Block = block;
        Batches = batches;
        Expanded = expanded;
        State = state;
    }

    /// <summary>The candidate it builds on; null when it builds on the final chain.</summary>
    internal Candidate? Parent { get; private set; }

    internal Block Block { get; }

    /// <summary>The batches of its certificates, in order.</summary>
    internal IReadOnlyList<Batch> Batches { get; }

    /// <summary>What it means for every rollup.</summary>
    internal ExpandedBlock Expanded { get; }

    /// <summary>The state after it.</summary>
    internal ChainState State { get; }

    /// <summary>Puts a block of this body on a parent; the header's roots follow from the expansion.</summary>
    internal static Candidate Propose(
        Candidate? parent, ChainState parentState, IReadOnlyList<PooledBatch> body, ProposalSlot slot, BundleLaw law)
    {
        Certificate[] certificates = [.. body.Select(pooled => pooled.Certificate!)];
        Batch[] batches = [.. body.Select(pooled => pooled.Batch)];
        var expansion = Expander.Expand(parentState, slot.Timestamp, certificates, batches, law);
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
        return Of(parent, parentState, new Block(header, certificates), batches, expansion);
    }

    /// <summary>Checks somebody's block, whose rules hold, against what its batches expand to (R9).</summary>
    internal static Candidate? Verify(
        Candidate? parent, ChainState parentState, Block block, IReadOnlyList<Batch> batches, BundleLaw law, out BlockFault fault)
    {
        fault = Match(block.Certificates, batches) ? BlockFault.None : BlockFault.WrongBatches;
        if (fault != BlockFault.None)
        {
            return null;
        }

        var expansion = Expander.Expand(parentState, block.Header.Timestamp, block.Certificates, batches, law);
        fault = expansion switch
        {
            _ when expansion.RollupsRoot != block.Header.RollupsRoot => BlockFault.WrongRollupsRoot,
            _ when expansion.OutcomesRoot != block.Header.OutcomesRoot => BlockFault.WrongOutcomesRoot,
            _ => BlockFault.None,
        };
        return fault == BlockFault.None ? Of(parent, parentState, block, batches, expansion) : null;
    }

    /// <summary>Lets the parent go once it is final.</summary>
    internal void Detach() => Parent = null;

    private static Candidate Of(
        Candidate? parent, ChainState parentState, Block block, IReadOnlyList<Batch> batches, ExpansionResult expansion) =>
        new(parent, block, batches, new ExpandedBlock(block.Header, expansion), parentState.After(block.Header, expansion));

    private static bool Match(IReadOnlyList<Certificate> certificates, IReadOnlyList<Batch> batches)
    {
        for (var i = 0; i < certificates.Count; i++)
        {
            if (i >= batches.Count
                || batches[i].Digest != certificates[i].Digest
                || batches[i].Size != certificates[i].Size)
            {
                return false;
            }
        }

        return batches.Count == certificates.Count;
    }
}
