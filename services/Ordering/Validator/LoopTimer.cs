using SharedSequencer.Protocol;

namespace SharedSequencer.Ordering.Validator;

/// <summary>The moment the core wants to be woken at, on the host's monotonic clock.</summary>
internal sealed class LoopTimer : IDisposable
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);

    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly ITimer _timer;
    private TimeSpan? _due;

    public LoopTimer(TimeProvider time, Action wakeUp)
    {
        _time = time;
        _start = time.GetTimestamp();
        _timer = time.CreateTimer(
            _ => wakeUp(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Both clocks, as the core wants them.</summary>
    public Instant Now => new(ChainTime.From(_time.GetUtcNow()), _time.GetElapsedTime(_start));

    /// <summary>Replaces the moment set before.</summary>
    public void Set(TimeSpan due) => _due = due;

    /// <summary>Whether the moment has come; then it is forgotten.</summary>
    public bool TakeDue(TimeSpan now)
    {
        if (_due is not { } due || due > now)
        {
            return false;
        }

        _due = null;
        return true;
    }

    /// <summary>Sees to it that a wake-up comes when the moment does.</summary>
    public void Arm()
    {
        if (_due is not { } due)
        {
            return;
        }

        // The host's timer counts milliseconds and may round down; a wake-up too early only asks again.
        var wait = due - Now.Monotonic;
        _timer.Change(wait < Shortest ? Shortest : wait, Timeout.InfiniteTimeSpan);
    }

    public void Dispose() => _timer.Dispose();
}
