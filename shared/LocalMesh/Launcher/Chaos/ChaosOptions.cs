using SharedSequencer.Launcher.Bundles;

namespace SharedSequencer.Launcher.Chaos;

/// <summary>How long and by which seed.</summary>
/// <param name="Duration">At least this long.</param>
/// <param name="Seed">Of the schedule.</param>
/// <param name="Kills">Until at least this many leaders were killed.</param>
internal sealed record ChaosOptions(TimeSpan Duration, int Seed, int Kills)
{
    /// <summary>Leaders to kill for figures that mean something.</summary>
    public const int DefaultKills = 30;

    /// <summary>Whether nothing but leaders is killed.</summary>
    public bool OnlyLeaders { get; init; }

    /// <summary>Senders on each rollup, each at most 25 transactions per second.</summary>
    public const int SendersPerRollup = 8;

    /// <summary>Accounts with funds on each rollup: the senders, then those of bundles.</summary>
    public const int Accounts = SendersPerRollup + BundleTraffic.Accounts;
}
