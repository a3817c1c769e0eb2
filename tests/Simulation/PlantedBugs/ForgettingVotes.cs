using SharedSequencer.Protocol;
using SharedSequencer.Simulation.Tests.Scenarios;

namespace SharedSequencer.Simulation.Tests.PlantedBugs;

/// <summary>Comes back from a crash without its votes, and so in a view it had left.</summary>
internal sealed class ForgettingVotes : PlantedBug
{
    public override IReadOnlyList<string> CaughtBy => ["VoteChecker"];

    public override Scenario Tempt(Scenario scenario) => Temptation.WithCrashes(scenario);

    public override RecoveredCore Recover(RecoveredCore recovered) => recovered with { Votes = [] };
}
