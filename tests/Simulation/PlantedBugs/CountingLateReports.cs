using SharedSequencer.Protocol;
using SharedSequencer.Simulation.Tests.Scenarios;

namespace SharedSequencer.Simulation.Tests.PlantedBugs;

/// <summary>Waits a moment longer than the deadline for reports (R23).</summary>
internal sealed class CountingLateReports : PlantedBug
{
    public override IReadOnlyList<string> CaughtBy => ["DecisionChecker"];

    public override Scenario Tempt(Scenario scenario) => Temptation.WithBundles(scenario, BundleTrick.Late);

    public override VotingRules Rules { get; } = new Mistaken();

    private sealed class Mistaken : VotingRules
    {
        internal override BundleLaw Bundles { get; } = new MistakenLaw();
    }

    private sealed class MistakenLaw : BundleLaw
    {
        internal override bool IsOverdue(OpenBundle open, ChainTime timestamp) =>
            base.IsOverdue(open, timestamp.Minus(TimeSpan.FromMilliseconds(300)));
    }
}
