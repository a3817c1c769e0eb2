using System.ComponentModel.DataAnnotations;

namespace SharedSequencer.Ordering.Development;

/// <summary>Faults for tests of the whole mesh; section <c>Ordering:Development</c>. Refused outside of one.</summary>
internal sealed class DevelopmentOptions
{
    /// <summary>A slow disk: every journal commit takes this much longer, in milliseconds.</summary>
    [Range(0, 60_000)]
    public int JournalDelayMs { get; init; }

    /// <summary>A wrong clock: the time of day is off by this much, in milliseconds.</summary>
    [Range(-86_400_000, 86_400_000)]
    public int ClockOffsetMs { get; init; }

    public bool IsOn => JournalDelayMs != 0 || ClockOffsetMs != 0;
}
