using SharedSequencer.Protocol;
using SharedSequencer.Simulation.Tests.Scenarios;

namespace SharedSequencer.Simulation.Tests.PlantedBugs;

/// <summary>Commits as soon as one leg has succeeded (R23).</summary>
internal sealed class CommittingOnFirstSuccess : PlantedBug
{
    public override IReadOnlyList<string> CaughtBy => ["DecisionChecker"];

    public override Scenario Tempt(Scenario scenario) => Temptation.WithBundles(scenario, BundleTrick.Silent);

    public override VotingRules Rules { get; } = new Mistaken();

    private sealed class Mistaken : VotingRules
    {
        internal override BundleLaw Bundles { get; } = new MistakenLaw();
    }

    private sealed class MistakenLaw : BundleLaw
    {
        internal override bool IsComplete(OpenBundle open) => open.Legs.Any(leg => leg.HasSucceeded);
    }
}
