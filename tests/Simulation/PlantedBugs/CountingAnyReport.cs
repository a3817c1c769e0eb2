using SharedSequencer.Protocol;
using SharedSequencer.Simulation.Tests.Scenarios;

namespace SharedSequencer.Simulation.Tests.PlantedBugs;

/// <summary>Counts a report whoever signed it (R23).</summary>
internal sealed class CountingAnyReport : PlantedBug
{
    public override IReadOnlyList<string> CaughtBy => ["DecisionChecker"];

    public override Scenario Tempt(Scenario scenario) => Temptation.WithBundles(scenario, BundleTrick.Misreported);

    public override VotingRules Rules { get; } = new Mistaken();

    private sealed class Mistaken : VotingRules
    {
        internal override BundleLaw Bundles { get; } = new MistakenLaw();
    }

    private sealed class MistakenLaw : BundleLaw
    {
        internal override bool Counts(OutcomeReport report, OpenLeg leg) => true;
    }
}
