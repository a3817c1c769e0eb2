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

    /// <summary>Bundles that each of <see cref="BundleAccounts"/> sends.</summary>
    public const int BundlesPerAccount = 3;

    /// <summary>Creates the contracts of swaps.</summary>
    public const int Deployer = SendersPerRollup + 1;

    /// <summary>Brings decisions to the escrows.</summary>
    public const int Messenger = SendersPerRollup + 2;

    /// <summary>Gives on the first rollup.</summary>
    public const int FirstParty = SendersPerRollup + 3;

    /// <summary>Gives on the second rollup.</summary>
    public const int SecondParty = SendersPerRollup + 4;

    private const int BundleSenders = 20;

    /// <summary>Accounts with funds on the rollups.</summary>
    public const int Accounts = SecondParty + BundleSenders;

    private static readonly TransactionType[] Types =
        [TransactionType.Legacy, TransactionType.AccessList, TransactionType.DynamicFee];

    /// <summary>Accounts that send bundles, and nothing else.</summary>
    public static IEnumerable<int> BundleAccounts => Enumerable.Range(SecondParty + 1, BundleSenders);

    /// <summary>The transactions of one sender that go one by one.</summary>
    public static IReadOnlyList<SignedTransaction> Singles(FundedSender sender) =>
        [.. Enumerable.Range(0, SinglesPerSender).Select(i => sender.Transfer(Types[i % Types.Length]))];

    /// <summary>The transactions of one sender that go as a batch, signed after the single ones.</summary>
    public static IReadOnlyList<SignedTransaction> Batch(FundedSender sender) =>
        [.. Enumerable.Range(0, BatchedPerSender - 1).Select(i => sender.Transfer(Types[i % Types.Length])),
            sender.Deploy()];
}
