using SharedSequencer.Protocol;
using SharedSequencer.Simulation.Tests.Scenarios;

namespace SharedSequencer.Simulation.Tests.PlantedBugs;

/// <summary>Votes for blocks that leave out what it has held for long (R7).</summary>
internal sealed class DroppingCompleteness : PlantedBug
{
    public override IReadOnlyList<string> CaughtBy => ["CompletenessChecker"];

    public override Scenario Tempt(Scenario scenario) => Temptation.WithLiar(scenario, "omit-certificates");

    public override VotingRules Rules { get; } = new Mistaken();

    private sealed class Mistaken : VotingRules
    {
        internal override bool DemandsCompleteness => false;
    }
}
