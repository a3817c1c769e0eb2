using SharedSequencer.Protocol;

namespace SharedSequencer.Simulation.Tests.PlantedBugs;

/// <summary>Gives the rollups their transactions from the last to the first (R9).</summary>
internal sealed class ExpandingInAnotherOrder : PlantedBug
{
    public override IReadOnlyList<string> CaughtBy => ["RollupLogChecker"];

    public override IReadOnlyList<CoreEffect> Alter(IReadOnlyList<CoreEffect> effects) =>
        [.. effects.Select(effect => effect is CoreEffect.Deliver delivered ? Reversed(delivered) : effect)];

    private static CoreEffect.Deliver Reversed(CoreEffect.Deliver delivered)
    {
        var expanded = delivered.Expanded;
        var result = new ExpansionResult
        {
            RollupBlocks =
            [
                .. expanded.RollupBlocks.Select(block => RollupBlock.Of(
                    block.Header, [.. block.Transactions.Reverse()], [.. block.TransactionHashes.Reverse()])),
            ],
            Included = expanded.Included,
            Outcomes = expanded.Outcomes,
            Registry = expanded.Registry,
            Lanes = [],
            Window = PlacedWindow.Empty(),
            Bundles = BundleBook.Empty,
        };
        return delivered with { Expanded = new ExpandedBlock(expanded.Header, result) };
    }
}
