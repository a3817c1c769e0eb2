using System.ComponentModel.DataAnnotations;

namespace SharedSequencer.Ordering.Dispatch;

/// <summary>Telling the queues what is ordered; section <c>Ordering:Dispatch</c>.</summary>
internal sealed class DispatchOptions
{
    /// <summary>Most queues that are told at the same time.</summary>
    [Range(1, 1_024)]
    public int Concurrency { get; init; } = 16;

    /// <summary>Pause before a queue that did not answer is told again, in milliseconds.</summary>
    [Range(1, 60_000)]
    public int RetryMs { get; init; } = 250;

    /// <summary>How often the journal notes how far dispatch has come, in milliseconds.</summary>
    [Range(10, 600_000)]
    public int MarkEveryMs { get; init; } = 5_000;

    public TimeSpan Retry => TimeSpan.FromMilliseconds(RetryMs);

    public TimeSpan MarkEvery => TimeSpan.FromMilliseconds(MarkEveryMs);
}
