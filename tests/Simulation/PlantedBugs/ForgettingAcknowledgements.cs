using SharedSequencer.Protocol;
using SharedSequencer.Simulation.Tests.Scenarios;

namespace SharedSequencer.Simulation.Tests.PlantedBugs;

/// <summary>Comes back from a crash without the batches it has acknowledged, and gives them a new time.</summary>
internal sealed class ForgettingAcknowledgements : PlantedBug
{
    public override IReadOnlyList<string> CaughtBy => ["AcknowledgementChecker"];

    public override Scenario Tempt(Scenario scenario) => Temptation.WithCrashes(scenario);

    public override RecoveredCore Recover(RecoveredCore recovered) => recovered with { Batches = [] };
}
