namespace SharedSequencer.Launcher.Bench;

/// <summary>What the latency benchmark does.</summary>
internal static class LatencyPlan
{
    /// <summary>Transactions measured one after the other while nothing else is sent.</summary>
    public const int IdleSamples = 200;

    /// <summary>Users that each send one transaction after the other under load.</summary>
    public const int Probes = 4;

    /// <summary>How long the load lasts.</summary>
    public static readonly TimeSpan LoadTime = TimeSpan.FromSeconds(20);

    /// <summary>Between two transactions of one probe, up to this: so that samples fall anywhere between blocks.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(150);

    /// <summary>The load in batches of this size on as many connections as in the other benches.</summary>
    public static LoadShape AtRate(double rate)
    {
        var requests = (int)(rate * LoadTime.TotalSeconds / 400);
        return new LoadShape("half load", Connections: 4, BatchSize: 100, Transactions: Math.Max(requests, 1) * 400);
    }
}
