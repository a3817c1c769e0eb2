namespace SharedSequencer.Protocol;

/// <summary>
/// Follows the final chain block by block and checks everything that can be checked from outside: finality, links,
/// the ordering rule, and that the roots are what the batches expand to. Trusts nobody but the genesis.
/// </summary>
public sealed class ChainFollower
{
    private readonly BundleLaw _law;

    /// <summary>Starts at the genesis.</summary>
    public ChainFollower(Genesis genesis)
        : this(ChainState.AtGenesis(genesis))
    {
    }

    /// <summary>Starts after a block whose state is known, e.g. from a snapshot of one's own.</summary>
    public ChainFollower(ChainState state)
        : this(state, BundleLaw.Standing)
    {
    }

    internal ChainFollower(ChainState state, BundleLaw law)
    {
        ArgumentNullException.ThrowIfNull(state);
        State = state;
        _law = law;
    }

    /// <summary>The state after the last applied block.</summary>
    public ChainState State { get; private set; }

    /// <summary>Height of the last applied block.</summary>
    public Height Head => State.Height;

    /// <summary>Applies the next block, or says what is wrong with it and stays where it is.</summary>
    /// <param name="finalized">The block with its batches.</param>
    /// <param name="expanded">What it means for every rollup.</param>
    /// <param name="fault">The first rule it breaks.</param>
    public bool TryApply(FinalizedBlock finalized, [NotNullWhen(true)] out ExpandedBlock? expanded, out BlockFault fault)
    {
        ArgumentNullException.ThrowIfNull(finalized);
        expanded = null;
        fault = BlockRules.Check(State, finalized.Block);
        if (fault == BlockFault.None)
        {
            fault = finalized.Finality.Check(State.Genesis);
        }

        if (fault == BlockFault.None && !HoldsItsBatches(finalized))
        {
            fault = BlockFault.WrongBatches;
        }

        if (fault != BlockFault.None)
        {
            return false;
        }

        var result = Expander.Expand(
            State, finalized.Header.Timestamp, finalized.Block.Certificates, finalized.Batches!, _law);
        fault = CheckRoots(finalized.Header, result);
        if (fault != BlockFault.None)
        {
            return false;
        }

        State = State.After(finalized.Header, result);
        State.Window.Settle();
        expanded = new ExpandedBlock(finalized.Header, result);
        return true;
    }

    internal static BlockFault CheckRoots(BlockHeader header, ExpansionResult result)
    {
        if (result.RollupsRoot != header.RollupsRoot)
        {
            return BlockFault.WrongRollupsRoot;
        }

        return result.OutcomesRoot == header.OutcomesRoot ? BlockFault.None : BlockFault.WrongOutcomesRoot;
    }

    private static bool HoldsItsBatches(FinalizedBlock finalized)
    {
        var certificates = finalized.Block.Certificates;
        if (finalized.Batches is null || finalized.Batches.Count != certificates.Count)
        {
            return false;
        }

        for (var i = 0; i < certificates.Count; i++)
        {
            if (finalized.Batches[i].Digest != certificates[i].Digest
                || finalized.Batches[i].Size != certificates[i].Size)
            {
                return false;
            }
        }

        return true;
    }
}
