using SharedSequencer.Protocol;

namespace SharedSequencer.Ordering.Validator;

/// <summary>
/// The core's timers on the host's monotonic clock: a table, and one host timer for the earliest.
/// </summary>
internal sealed class LoopTimers : IDisposable
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);

    private readonly Dictionary<CoreTimer, TimeSpan> _due = [];
    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly ITimer _earliest;

    public LoopTimers(TimeProvider time, Action wakeUp)
    {
        _time = time;
        _start = time.GetTimestamp();
        _earliest = time.CreateTimer(
            _ => wakeUp(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Both clocks, as the core wants them.</summary>
    public Instant Now => new(ChainTime.From(_time.GetUtcNow()), _time.GetElapsedTime(_start));

    public void Set(CoreTimer timer, TimeSpan due) => _due[timer] = due;

    /// <summary>Takes out a timer that is due; null when none is.</summary>
    public CoreTimer? TakeDue(TimeSpan now)
    {
        foreach (var (timer, due) in _due)
        {
            if (due <= now)
            {
                _due.Remove(timer);
                return timer;
            }
        }

        return null;
    }

    /// <summary>Sees to it that a wake-up comes when the earliest timer is due.</summary>
    public void Arm()
    {
        if (_due.Count == 0)
        {
            return;
        }

        // The host's timer counts milliseconds and may round down; a wake-up too early only asks again.
        var wait = _due.Values.Min() - Now.Monotonic;
        _earliest.Change(wait < Shortest ? Shortest : wait, Timeout.InfiniteTimeSpan);
    }

    public void Dispose() => _earliest.Dispose();
}
