using SharedSequencer.Protocol;

namespace SharedSequencer.Simulation.Tests.Byzantine;

/// <summary>Says nothing at all to anybody.</summary>
internal sealed class Silent : Habit
{
    public override IEnumerable<PeerMessage> Rewrite(int to, PeerMessage message) => [];
}
