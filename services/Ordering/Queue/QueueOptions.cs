using System.ComponentModel.DataAnnotations;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ordering.Queue;

/// <summary>The queue role; section <c>Ordering:Queue</c>.</summary>
internal sealed class QueueOptions
{
    /// <summary>Most waiting batches of one ingress in one lane.</summary>
    [Range(1, 65_536)]
    public int EntriesPerIngress { get; init; } = 4_096;

    /// <summary>
    /// Most waiting bytes of one ingress in one lane; what the validator acknowledges at most.
    /// </summary>
    [Range(ProtocolDefaults.MaxBatchBytes, ProtocolDefaults.MaxUnorderedLaneBytes)]
    public int BytesPerIngress { get; init; } = ProtocolDefaults.MaxUnorderedLaneBytes;

    /// <summary>Longest wait for a queue's answer, in milliseconds.</summary>
    [Range(10, 60_000)]
    public int CallTimeoutMs { get; init; } = 3_000;

    /// <summary>
    /// How long a batch that overtook its predecessor waits for it, in milliseconds. Less than after what time an ingress
    /// sends again, and enough for the first answer of a queue in a process that has just started.
    /// </summary>
    [Range(0, 10_000)]
    public int PredecessorWaitMs { get; init; } = 1_000;

    /// <summary>Most batches that may wait for a predecessor at once.</summary>
    [Range(1, 65_536)]
    public int MaxWaiting { get; init; } = 1_024;

    public TimeSpan CallTimeout => TimeSpan.FromMilliseconds(CallTimeoutMs);

    public TimeSpan PredecessorWait => TimeSpan.FromMilliseconds(PredecessorWaitMs);

    /// <summary>A span of twice what full segments need leaves room for gaps.</summary>
    public QueueLimits Limits => new(
        EntriesPerIngress,
        BytesPerIngress,
        SegmentSpan: Math.Max(8, 2 * EntriesPerIngress / QueueSegment.Capacity));
}
