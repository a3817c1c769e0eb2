namespace SharedSequencer.Simulation.Tests.Scheduling;

/// <summary>What happens next, in virtual time; what is due at one moment happens in the order it was planned.</summary>
internal sealed class EventQueue
{
    private readonly PriorityQueue<Action, (TimeSpan Due, long Place)> _queue = new();
    private long _planned;

    /// <summary>The virtual moment: time since the run began.</summary>
    public TimeSpan Now { get; private set; }

    /// <summary>How many events have happened.</summary>
    public long Happened { get; private set; }

    public void At(TimeSpan due, Action action) =>
        _queue.Enqueue(action, (due < Now ? Now : due, _planned++));

    public void After(TimeSpan span, Action action) => At(Now + span, action);

    /// <summary>Lets the next thing happen, unless there is none before <paramref name="end"/>.</summary>
    public bool Step(TimeSpan end)
    {
        if (!_queue.TryPeek(out _, out var next) || next.Due > end)
        {
            Now = end;
            return false;
        }

        var action = _queue.Dequeue();
        Now = next.Due;
        Happened++;
        action();
        return true;
    }
}
