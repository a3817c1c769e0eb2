namespace SharedSequencer.Client;

/// <summary>Bounds of following a rollup's log.</summary>
public sealed record RollupLogLimits
{
    /// <summary>
    /// Silence after which a connection counts as broken. Servers send a sign of life every 15 s; the default
    /// is
    /// three of those.
    /// </summary>
    public TimeSpan MaxSilence { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>Wait before the first attempt to connect again; doubles per attempt in a row.</summary>
    public TimeSpan FirstRetryDelay { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Longest wait between attempts.</summary>
    public TimeSpan MaxRetryDelay { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Greatest size of one event in bytes, as sent.</summary>
    public int MaxEventBytes { get; init; } = 16 * 1024 * 1024;
}
