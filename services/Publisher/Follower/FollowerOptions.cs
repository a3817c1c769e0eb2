using System.ComponentModel.DataAnnotations;

namespace SharedSequencer.Publisher.Follower;

/// <summary>How the final chain is followed; section <c>Follower</c>.</summary>
internal sealed class FollowerOptions
{
    /// <summary>Time between two questions for new blocks when no hint comes, in milliseconds.</summary>
    [Range(10, 60_000)]
    public int PollIntervalMs { get; init; } = 250;

    /// <summary>Most blocks asked for at once.</summary>
    [Range(1, 256)]
    public int BlocksPerRequest { get; init; } = 64;

    /// <summary>Blocks between two stored chain states; a restart verifies at most this many again.</summary>
    [Range(1, 100_000)]
    public int BlocksPerSnapshot { get; init; } = 512;

    /// <summary>Longest time without an answer of ordering before /readyz tells, in milliseconds.</summary>
    [Range(1_000, 600_000)]
    public int SilenceLimitMs { get; init; } = 15_000;
}
