using SharedSequencer.Protocol;
using SharedSequencer.Simulation.Tests.Scenarios;

namespace SharedSequencer.Simulation.Tests.PlantedBugs;

/// <summary>Takes terms that were used for another bundle (R20).</summary>
internal sealed class TakingTermsTwice : PlantedBug
{
    public override IReadOnlyList<string> CaughtBy => ["DecisionChecker"];

    public override Scenario Tempt(Scenario scenario) => Temptation.WithBundles(scenario, BundleTrick.SameTerms);

    public override VotingRules Rules { get; } = new Mistaken();

    private sealed class Mistaken : VotingRules
    {
        internal override BundleLaw Bundles { get; } = new MistakenLaw();
    }

    private sealed class MistakenLaw : BundleLaw
    {
        internal override bool IsUsed(BundleBook book, BundleTerms terms) => false;
    }
}
