using SharedSequencer.Protocol;
using SharedSequencer.Simulation.Tests.Scenarios;

namespace SharedSequencer.Simulation.Tests.PlantedBugs;

/// <summary>Forgets what was cancelled or replaced (R21).</summary>
internal sealed class ForgettingTombstones : PlantedBug
{
    public override IReadOnlyList<string> CaughtBy => ["ReplacementChecker"];

    public override Scenario Tempt(Scenario scenario) => Temptation.WithBundles(scenario, BundleTrick.Cancelled, BundleTrick.Replaced);

    public override VotingRules Rules { get; } = new Mistaken();

    private sealed class Mistaken : VotingRules
    {
        internal override BundleLaw Bundles { get; } = new MistakenLaw();
    }

    private sealed class MistakenLaw : BundleLaw
    {
        internal override Tombstones TombstonesOf(BundleBook book) => Tombstones.None;
    }
}
