using System.ComponentModel.DataAnnotations;

namespace SharedSequencer.Bundles;

/// <summary>How the bundles service follows the chain; section <c>Bundles</c>.</summary>
internal sealed class BundlesOptions
{
    /// <summary>
    /// Longest time between two looks at the head of the chain, in milliseconds. Hints make it look earlier; this is
    /// what bounds the delay when one is lost.
    /// </summary>
    [Range(50, 60_000)]
    public int HeadIntervalMs { get; init; } = 1_000;

    /// <summary>How long ordering may take to tell the head, in milliseconds.</summary>
    [Range(50, 30_000)]
    public int HeadTimeoutMs { get; init; } = 2_000;

    /// <summary>Time without an answer from ordering after which the service is not ready, in milliseconds.</summary>
    [Range(250, 600_000)]
    public int StaleAfterMs { get; init; } = 5_000;
}
