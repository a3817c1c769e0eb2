using SharedSequencer.Launcher.Traffic;
using SharedSequencer.Primitives;

namespace SharedSequencer.Launcher.Demo;

/// <summary>
/// What the demo sends to one rollup: transactions of types 0, 1 and 2 and contract deployments.
/// </summary>
internal static class DemoPlan
{
    /// <summary>Accounts that send, each on both rollups.</summary>
    public const int SendersPerRollup = 40;

    /// <summary>
    /// Transactions of one sender sent one by one, each after the answer to the one before.
    /// </summary>
    public const int SinglesPerSender = 3;

    /// <summary>
    /// Transactions of one sender sent as one JSON-RPC batch; the last one creates a contract.
    /// </summary>
    public const int BatchedPerSender = 4;

    private static readonly TransactionType[] Types =
        [TransactionType.Legacy, TransactionType.AccessList, TransactionType.DynamicFee];

    /// <summary>The transactions of one sender that go one by one.</summary>
    public static IReadOnlyList<SignedTransaction> Singles(FundedSender sender) =>
        [.. Enumerable.Range(0, SinglesPerSender).Select(i => sender.Transfer(Types[i % Types.Length]))];

    /// <summary>The transactions of one sender that go as a batch, signed after the single ones.</summary>
    public static IReadOnlyList<SignedTransaction> Batch(FundedSender sender) =>
        [.. Enumerable.Range(0, BatchedPerSender - 1).Select(i => sender.Transfer(Types[i % Types.Length])),
            sender.Deploy()];
}
