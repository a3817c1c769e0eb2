using SharedSequencer.Protocol;
using SharedSequencer.Simulation.Tests.Scenarios;

namespace SharedSequencer.Simulation.Tests.PlantedBugs;

/// <summary>Includes bundles although a transaction of theirs has its place already (R20).</summary>
internal sealed class IncludingWhatIsPlaced : PlantedBug
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
        internal override bool IsPlaced(Placement placement, PlacedTransaction transaction) => false;
    }
}
