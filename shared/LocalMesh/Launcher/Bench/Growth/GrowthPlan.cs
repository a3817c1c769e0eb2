namespace SharedSequencer.Launcher.Bench;

/// <summary>What the growth benchmark varies; everything else stays the same.</summary>
internal static class GrowthPlan
{
    /// <summary>Rollups that share one load, on a real mesh.</summary>
    public static readonly IReadOnlyList<int> Rollups = [2, 20, 200];

    /// <summary>Transactions that wait when the first block is made, in a simulated committee of four.</summary>
    public static readonly IReadOnlyList<int> Backlogs = [1_000, 100_000, 1_000_000];

    /// <summary>Members of a simulated committee.</summary>
    public static readonly IReadOnlyList<int> Validators = [4, 7, 16];

    /// <summary>Transactions of one measurement on a real mesh; a multiple of 200 rollups and requests of 100.</summary>
    public const int MeshTransactions = 40_000;

    /// <summary>Transactions of one measurement of committees.</summary>
    public const int CommitteeTransactions = 100_000;

    /// <summary>Transactions before each measurement of committees, not counted.</summary>
    public const int WarmUpTransactions = 40_000;

    /// <summary>Transactions in a batch of the simulated ingress, about what a real one makes under load.</summary>
    public const int BatchSize = 500;

    /// <summary>Lanes of a simulated load: one ingress may have 64 MiB waiting in each.</summary>
    public const int Lanes = 8;

    /// <summary>Transactions per request on a real mesh.</summary>
    public const int RequestSize = 100;

    /// <summary>Accounts that send on each rollup of a real mesh.</summary>
    public const int SendersPerRollup = 10;

    /// <summary>The step that still counts as flat.</summary>
    public const double Flat = 1.3;
}
