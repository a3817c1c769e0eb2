using System.ComponentModel.DataAnnotations;
using SharedSequencer.Messages;

namespace SharedSequencer.Bundles.Chain;

/// <summary>How the final chain is followed; section <c>Follow</c>.</summary>
internal sealed class FollowOptions
{
    /// <summary>How long ordering is asked to wait for the next block, in milliseconds; without one it is asked this often.</summary>
    [Range(10, OrderingRoutes.MaxWaitMilliseconds)]
    public int WaitMs { get; init; } = 500;

    /// <summary>Most blocks asked for at once.</summary>
    [Range(1, OrderingRoutes.MaxBlocks)]
    public int BlocksPerRequest { get; init; } = 64;

    /// <summary>Blocks between two stored chain states; a restart verifies at most about this many again.</summary>
    [Range(1, 100_000)]
    public int BlocksPerSnapshot { get; init; } = 512;

    /// <summary>Longest time without an answer of ordering before /readyz tells and nothing is validated, in milliseconds.</summary>
    [Range(250, 600_000)]
    public int SilenceLimitMs { get; init; } = 5_000;
}
