using SharedSequencer.Protocol;

namespace SharedSequencer.Simulation.Tests.PlantedBugs;

/// <summary>Finalizes in a view that it has given up (R16).</summary>
internal sealed class FinalizingAfterNullify : PlantedBug
{
    public override IReadOnlyList<string> CaughtBy => ["VoteChecker"];

    public override VotingRules Rules { get; } = new Mistaken();

    private sealed class Mistaken : VotingRules
    {
        internal override bool MayFinalize(Round round) => !round.HasFinalized;
    }
}
