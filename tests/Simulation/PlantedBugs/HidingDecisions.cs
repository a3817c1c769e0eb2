using SharedSequencer.Protocol;
using SharedSequencer.Simulation.Tests.Scenarios;

namespace SharedSequencer.Simulation.Tests.PlantedBugs;

/// <summary>Delivers blocks without what they decide (R23).</summary>
internal sealed class HidingDecisions : PlantedBug
{
    public override IReadOnlyList<string> CaughtBy => ["AgreementChecker"];

    public override Scenario Tempt(Scenario scenario) => Temptation.WithBundles(scenario);

    public override IReadOnlyList<CoreEffect> Alter(IReadOnlyList<CoreEffect> effects) =>
        [.. effects.Select(effect => effect is CoreEffect.Deliver delivered ? Hidden(delivered) : effect)];

    private static CoreEffect.Deliver Hidden(CoreEffect.Deliver delivered)
    {
        var expanded = delivered.Expanded;
        var result = new ExpansionResult
        {
            RollupBlocks = expanded.RollupBlocks,
            Included = expanded.Included,
            Outcomes = [.. expanded.Outcomes.Where(outcome => outcome.Kind != OutcomeKind.Decision)],
            Registry = expanded.Registry,
            Lanes = [],
            Window = PlacedWindow.Empty(),
            Bundles = BundleBook.Empty,
        };
        return delivered with { Expanded = new ExpandedBlock(expanded.Header, result) };
    }
}
