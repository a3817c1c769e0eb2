using System.ComponentModel.DataAnnotations;

namespace SharedSequencer.Sentinel;

/// <summary>How closely the sentinel watches and when it speaks up; section <c>Sentinel</c>.</summary>
internal sealed class SentinelOptions
{
    /// <summary>Pause between two rounds of looking, in milliseconds.</summary>
    [Range(50, 60_000)]
    public int IntervalMs { get; init; } = 1_000;

    /// <summary>How long one service may take to answer, in milliseconds.</summary>
    [Range(50, 30_000)]
    public int TimeoutMs { get; init; } = 2_000;

    /// <summary>
    /// Age of the newest block from which the layer counts as degraded, in milliseconds. A healthy chain has a
    /// block every 250 ms even without transactions.
    /// </summary>
    [Range(250, 600_000)]
    public int DegradedAfterMs { get; init; } = 2_000;

    /// <summary>Age of the newest block from which the layer counts as halted, in milliseconds.</summary>
    [Range(250, 600_000)]
    public int HaltedAfterMs { get; init; } = 10_000;

    /// <summary>
    /// Addresses to watch services at, by app id, so that the sentinel depends on no sidecar. A service without
    /// one is asked by service invocation.
    /// </summary>
    public Dictionary<string, string> Services { get; init; } = [];
}
