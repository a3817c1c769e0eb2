using SharedSequencer.Protocol;
using SharedSequencer.Simulation.Tests.Scenarios;

namespace SharedSequencer.Simulation.Tests.PlantedBugs;

/// <summary>Votes at once after it has lost its journal (R19).</summary>
internal sealed class ReturningTooSoon : PlantedBug
{
    public override IReadOnlyList<string> CaughtBy => ["VoteChecker"];

    public override Scenario Tempt(Scenario scenario) => Temptation.WithLostJournal(scenario);

    public override VotingRules Rules { get; } = new Mistaken();

    private sealed class Mistaken : VotingRules
    {
        internal override bool MayReturn(View view, View? safeAfter) => true;
    }
}
