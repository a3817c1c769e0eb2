using SharedSequencer.Protocol;
using SharedSequencer.Simulation.Tests.Scenarios;

namespace SharedSequencer.Simulation.Tests.PlantedBugs;

/// <summary>Acknowledges a batch beside another with its sequence (R2).</summary>
internal sealed class AcknowledgingBeside : PlantedBug
{
    public override IReadOnlyList<string> CaughtBy => ["AcknowledgementChecker"];

    public override Scenario Tempt(Scenario scenario) => scenario with { Load = scenario.Load with { TwoFaced = true } };

    public override VotingRules Rules { get; } = new Mistaken();

    private sealed class Mistaken : VotingRules
    {
        internal override bool MayAcknowledgeBeside(PooledBatch? conflict) => true;
    }
}
