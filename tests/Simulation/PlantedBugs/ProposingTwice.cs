using SharedSequencer.Protocol;

namespace SharedSequencer.Simulation.Tests.PlantedBugs;

/// <summary>Proposes again in a view in which it has proposed (R13).</summary>
internal sealed class ProposingTwice : PlantedBug
{
    public override IReadOnlyList<string> CaughtBy => ["VoteChecker"];

    public override VotingRules Rules { get; } = new Mistaken();

    private sealed class Mistaken : VotingRules
    {
        internal override bool MayPropose(Round round) => !round.HasNullified;
    }
}
