using SharedSequencer.Protocol;

namespace SharedSequencer.Simulation.Tests.PlantedBugs;

/// <summary>Counts a quorum one vote too early.</summary>
internal sealed class TooSmallQuorum : PlantedBug
{
    public override IReadOnlyList<string> CaughtBy => ["SpeechChecker"];

    public override VotingRules Rules { get; } = new Mistaken();

    private sealed class Mistaken : VotingRules
    {
        internal override ulong Quorum(Committee committee) => committee.Quorum - 1;
    }
}
