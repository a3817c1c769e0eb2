using SharedSequencer.Protocol;
using SharedSequencer.Simulation.Tests.Scenarios;

namespace SharedSequencer.Simulation.Tests.PlantedBugs;

/// <summary>Does not close what it has decided (R23).</summary>
internal sealed class DecidingTwice : PlantedBug
{
    public override IReadOnlyList<string> CaughtBy => ["DecisionChecker"];

    public override Scenario Tempt(Scenario scenario) => Temptation.WithBundles(scenario, BundleTrick.Failed);

    public override VotingRules Rules { get; } = new Mistaken();

    private sealed class Mistaken : VotingRules
    {
        internal override BundleLaw Bundles { get; } = new MistakenLaw();
    }

    private sealed class MistakenLaw : BundleLaw
    {
        internal override BundleBook Settle(BundleBook book, OpenBundle open) => book;
    }
}
