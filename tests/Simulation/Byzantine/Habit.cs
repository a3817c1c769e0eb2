using SharedSequencer.Protocol;

namespace SharedSequencer.Simulation.Tests.Byzantine;

/// <summary>
/// One way to break the protocol. A Byzantine validator runs an honest core; its habits decide what becomes of what
/// that core wants to send, and may send more.
/// </summary>
internal abstract class Habit
{
    /// <summary>Given before anything else.</summary>
    public ByzantineContext Context { get; set; } = null!;

    /// <summary>What goes to one seat in the place of a message; the same message for what is left alone.</summary>
    public virtual IEnumerable<PeerMessage> Rewrite(int to, PeerMessage message) => [message];

    /// <summary>A message came in; false keeps it from the core.</summary>
    public virtual bool Takes(int from, PeerMessage message) => true;

    /// <summary>Called some times a second.</summary>
    public virtual void Tick()
    {
    }
}
