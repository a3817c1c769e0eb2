using SharedSequencer.Protocol;
using SharedSequencer.Simulation.Tests.Scenarios;

namespace SharedSequencer.Simulation.Tests.PlantedBugs;

/// <summary>Takes any word of how far others are for an answer to what it asked after it had lost its journal (R19).</summary>
internal sealed class BelievingOldAnswers : PlantedBug
{
    public override IReadOnlyList<string> CaughtBy => ["VoteChecker"];

    public override Scenario Tempt(Scenario scenario) => Temptation.WithOldAnswers(scenario);

    public override VotingRules Rules { get; } = new Mistaken();

    private sealed class Mistaken : VotingRules
    {
        internal override bool IsAnswer(PeerMessage.Status status, ulong life) => true;
    }
}
