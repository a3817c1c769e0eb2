using System.Numerics;
using SharedSequencer.Primitives;

namespace SharedSequencer.Launcher.Bundles;

/// <summary>How a swap ended: by the chain's word, and by the balances that the nodes tell.</summary>
/// <param name="Decided">The bundle and its decision.</param>
/// <param name="Before">Balances when everything was ready.</param>
/// <param name="After">Balances when the escrows had the decision.</param>
/// <param name="FirstAmount">What the first party offered.</param>
/// <param name="SecondAmount">What the second party offered.</param>
internal sealed record SwapResult(
    DecidedSwap Decided, SwapBalances Before, SwapBalances After, ulong FirstAmount, ulong SecondAmount)
{
    /// <summary>Whether both parties have what the other gave, and the chain says so.</summary>
    public bool IsCommitted => Decided.IsCommit && After == new SwapBalances(
        Less(Before.FirstGives, FirstAmount),
        More(Before.SecondGets, FirstAmount),
        Before.FirstLocked,
        Less(Before.SecondGives, SecondAmount),
        More(Before.FirstGets, SecondAmount),
        Before.SecondLocked);

    /// <summary>Whether both parties have what they had, and the chain says so.</summary>
    public bool IsRefunded => Decided.IsAbort && After == Before;

    /// <summary>Whether an escrow holds more than before, though the decision is known.</summary>
    public bool IsStuck => After.FirstLocked > Before.FirstLocked || After.SecondLocked > Before.SecondLocked;

    private static UInt256 More(UInt256 value, ulong amount) => UInt256.FromBigInteger(value.ToBigInteger() + amount);

    private static UInt256 Less(UInt256 value, ulong amount) => UInt256.FromBigInteger(value.ToBigInteger() - (BigInteger)amount);
}
