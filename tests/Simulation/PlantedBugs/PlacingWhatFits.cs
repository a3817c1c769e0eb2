using SharedSequencer.Protocol;
using SharedSequencer.Simulation.Tests.Scenarios;

namespace SharedSequencer.Simulation.Tests.PlantedBugs;

/// <summary>Places what it can of a bundle and leaves out the rest (R22).</summary>
internal sealed class PlacingWhatFits : PlantedBug
{
    public override IReadOnlyList<string> CaughtBy => ["BundleChecker"];

    public override Scenario Tempt(Scenario scenario) => Temptation.WithBundles(scenario, BundleTrick.SentAlone);

    public override VotingRules Rules { get; } = new Mistaken();

    private sealed class Mistaken : VotingRules
    {
        internal override BundleLaw Bundles { get; } = new MistakenLaw();
    }

    private sealed class MistakenLaw : BundleLaw
    {
        // Where the rollup has no block yet the core would find none to name.
        internal override bool IsPlaced(Placement placement, PlacedTransaction transaction) =>
            placement.IsPlaced(transaction) && placement.CountOf(transaction.Rollup) == 0;

        internal override bool Places(Placement placement, PlacedTransaction transaction) => !placement.IsPlaced(transaction);
    }
}
