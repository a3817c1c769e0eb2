using SharedSequencer.Protocol;
using SharedSequencer.Simulation.Tests.Runs;

namespace SharedSequencer.Simulation.Tests.Nodes;

/// <summary>A seat of the committee and who sits there.</summary>
internal abstract class SimulatedValidator(World world, int seat)
{
    public int Seat { get; } = seat;

    protected World World { get; } = world;

    public abstract void Start();

    /// <summary>A message has reached the machine.</summary>
    public abstract void Receive(int from, PeerMessage message);

    /// <summary>An ingress hands in a batch.</summary>
    public abstract void Submit(Batch batch);

    /// <summary>Whether it is authentic, as the host of the service asks before the core sees a message.</summary>
    protected bool IsAuthentic(int from, PeerMessage message) => World.Authenticity.Holds(from, message);
}
