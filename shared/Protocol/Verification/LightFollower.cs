using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>
/// Follows the final chain without batches: finality, links, and that certificates and outcomes are those the
/// header commits to. Enough for an ingress that asks what became of its own batches.
/// </summary>
public sealed class LightFollower
{
    private readonly Genesis _genesis;

    /// <summary>Starts after a block, or at height 0 with <see cref="AtGenesis"/>.</summary>
    public LightFollower(Genesis genesis, BlockPosition head)
    {
        ArgumentNullException.ThrowIfNull(genesis);
        _genesis = genesis;
        Head = head;
    }

    /// <summary>The last applied block.</summary>
    public BlockPosition Head { get; private set; }

    /// <summary>Starts at the genesis.</summary>
    public static LightFollower AtGenesis(Genesis genesis) => new(genesis, ChainState.AtGenesis(genesis).Position);

    /// <summary>Applies the next block, or says what is wrong with it and stays where it is.</summary>
    public bool TryApply(FinalizedBlock finalized, out BlockFault fault)
    {
        ArgumentNullException.ThrowIfNull(finalized);
        fault = Check(finalized);
        if (fault == BlockFault.None)
        {
            Head = BlockPosition.Of(finalized.Header);
        }

        return fault == BlockFault.None;
    }

    private BlockFault Check(FinalizedBlock finalized)
    {
        var header = finalized.Header;
        return header switch
        {
            _ when !header.Height.Follows(Head.Height) => BlockFault.NotNext,
            _ when header.Parent != Head.Hash => BlockFault.WrongParent,
            _ when Block.BatchesRootOf(finalized.Block.Certificates) != header.BatchesRoot => BlockFault.WrongBatchesRoot,
            _ when Outcome.RootOf(finalized.Outcomes) != header.OutcomesRoot => BlockFault.WrongOutcomesRoot,
            _ => finalized.Finality.Check(_genesis),
        };
    }
}
