using System.ComponentModel.DataAnnotations;

namespace SharedSequencer.Ingress.Batching;

/// <summary>Section <c>Batching</c>: when batches close, how many travel at once, when they are sent again.</summary>
internal sealed class BatchingOptions
{
    /// <summary>
    /// Time that a lane gathers since its last batch for each of its batches that is not final yet, in milliseconds. While
    /// none is open an entry closes a batch at once; the slower ordering is, the fewer and larger batches become.
    /// </summary>
    [Range(0, 1_000)]
    public int GatherMilliseconds { get; set; } = 8;

    /// <summary>Publishes that are open at once, over all lanes.</summary>
    [Range(1, 256)]
    public int MaxOpenPublishes { get; set; } = 8;

    /// <summary>
    /// Batches of one lane that are not final yet; beyond it entries wait, so that batches grow. Few enough that all of
    /// them are sent again after a loss: the later ones are not taken without the lost one.
    /// </summary>
    [Range(1, 65_536)]
    public int MaxOpenBatchesPerLane { get; set; } = 32;

    /// <summary>A published batch that is not final after this time is sent again, in milliseconds.</summary>
    [Range(50, 600_000)]
    public int ResendAfterMilliseconds { get; set; } = 2_000;

    /// <summary>The pause between two sendings of a batch doubles up to this, in milliseconds.</summary>
    [Range(50, 600_000)]
    public int ResendAtMostMilliseconds { get; set; } = 15_000;

    /// <summary>A publish that failed is tried again after this time, doubling likewise, in milliseconds.</summary>
    [Range(10, 60_000)]
    public int RetryAfterMilliseconds { get; set; } = 100;

    /// <summary>Only so many of a lane's oldest open batches are sent again: later ones need them first.</summary>
    [Range(1, 4_096)]
    public int ResendWindow { get; set; } = 32;

    /// <summary>Own limit for one publish, in milliseconds: a sidecar may hang instead of failing.</summary>
    [Range(100, 60_000)]
    public int PublishTimeoutMilliseconds { get; set; } = 5_000;
}
