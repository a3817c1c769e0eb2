using SharedSequencer.StandIn.Handshake;

namespace SharedSequencer.StandIn.Actors;

/// <summary>An active actor as its sidecar knows it: its turns, its idle clock and the call that is with the app.</summary>
internal sealed class ActorInstance(ActorAddress address, ActorSettings settings)
{
    private long touched;
    private RunningTurn? running;
    private volatile bool halted;

    public ActorAddress Address => address;

    public ActorSettings Settings => settings;

    public TurnLock Turns { get; } = new();

    /// <summary>True once the actor was deactivated; a call that waited for a turn then starts over with a new instance.</summary>
    public bool IsHalted => halted;

    public RunningTurn? Running => Volatile.Read(ref running);

    /// <summary>Notes that a call went to the app; the idle clock starts here, not at its end.</summary>
    public void Begin(RunningTurn turn, long timestamp)
    {
        Volatile.Write(ref touched, timestamp);
        Volatile.Write(ref running, turn);
    }

    public void End() => Volatile.Write(ref running, null);

    public void Touch(long timestamp) => Volatile.Write(ref touched, timestamp);

    public TimeSpan IdleFor(TimeProvider time) => time.GetElapsedTime(Volatile.Read(ref touched));

    /// <summary>Marks the actor inactive and cuts its running turn.</summary>
    public void Halt(CutReason reason)
    {
        halted = true;
        Running?.Cut(reason);
    }
}
