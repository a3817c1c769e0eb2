using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>
/// Follows one rollup's log: every rollup block proved final, numbers without a gap, each the child of the one
/// before. What was withheld shows as a gap, what was altered as a broken proof.
/// </summary>
public sealed class RollupLogFollower
{
    private readonly Genesis _genesis;

    /// <summary>Starts after a rollup block: number 0 and the zero hash for the whole log.</summary>
    public RollupLogFollower(Genesis genesis, RollupId rollup, ulong number, Hash256 hash)
    {
        ArgumentNullException.ThrowIfNull(genesis);
        _genesis = genesis;
        Rollup = rollup;
        Number = number;
        Hash = hash;
    }

    /// <summary>The rollup.</summary>
    public RollupId Rollup { get; }

    /// <summary>Number of the last accepted rollup block.</summary>
    public ulong Number { get; private set; }

    /// <summary>Hash of the last accepted rollup block.</summary>
    public Hash256 Hash { get; private set; }

    /// <summary>Accepts the next rollup block, or says what is wrong with it and stays where it is.</summary>
    public bool TryApply(RollupBlockProof proof, out BlockFault fault)
    {
        ArgumentNullException.ThrowIfNull(proof);
        var header = proof.RollupBlock.Header;
        fault = header switch
        {
            _ when header.Rollup != Rollup => BlockFault.WrongRollupBlock,
            _ when header.Number != Number + 1 => BlockFault.NotNext,
            _ when header.Parent != Hash => BlockFault.WrongParent,
            _ => proof.Check(_genesis),
        };
        if (fault != BlockFault.None)
        {
            return false;
        }

        Number = header.Number;
        Hash = proof.RollupBlock.Hash;
        return true;
    }

    /// <summary>
    /// Whether the log is complete up to a block: that block's head of the rollup is the last accepted one. A later
    /// head shows that something was withheld.
    /// </summary>
    public bool IsCompleteAt(HeadProof head, BlockHeader header)
    {
        ArgumentNullException.ThrowIfNull(head);
        ArgumentNullException.ThrowIfNull(header);
        return head.Head.Rollup == Rollup
            && head.Head.Number == Number
            && head.Head.Hash == Hash
            && head.IsUnder(header.RollupsRoot);
    }
}
