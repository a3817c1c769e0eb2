using SharedSequencer.Protocol;
using SharedSequencer.Simulation.Tests.Scenarios;

namespace SharedSequencer.Simulation.Tests.PlantedBugs;

/// <summary>Lets a lower version follow a higher one (R21).</summary>
internal sealed class ReplacingBackwards : PlantedBug
{
    public override IReadOnlyList<string> CaughtBy => ["ReplacementChecker"];

    public override Scenario Tempt(Scenario scenario) => Temptation.WithBundles(scenario, BundleTrick.Replaced, BundleTrick.SentAlone);

    public override VotingRules Rules { get; } = new Mistaken();

    private sealed class Mistaken : VotingRules
    {
        internal override BundleLaw Bundles { get; } = new MistakenLaw();
    }

    private sealed class MistakenLaw : BundleLaw
    {
        internal override bool Replaces(Tombstone stone, ulong version) => stone.IsIncluded;
    }
}
