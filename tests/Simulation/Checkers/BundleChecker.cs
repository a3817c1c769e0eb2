using SharedSequencer.Primitives;
using SharedSequencer.Protocol;
using SharedSequencer.Simulation.Tests.Runs;

namespace SharedSequencer.Simulation.Tests.Checkers;

/// <summary>
/// All or none (R20, R22): every bundle is told about once and for ever; an included one may stand there, and each of its legs stands
/// undivided in its rollup's block; of a refused one the reason holds. That nothing else is placed is <see cref="RollupLogChecker"/>'s.
/// </summary>
internal sealed class BundleChecker(World world, BundleReading reading) : ChainChecker
{
    private readonly HashSet<Hash256> _told = [];
    private readonly HashSet<RollupId> _registered = [];
    private readonly HashSet<(RollupId Rollup, Hash256 Transaction)> _placed = [];

    protected override void Check(FinalizedBlock block, ExpandedBlock expanded)
    {
        var height = block.Header.Height;
        var leaves = expanded.Outcomes.Where(outcome => outcome.Kind == OutcomeKind.Bundle).Select(outcome => outcome.Subject).ToList();
        foreach (var bundle in leaves)
            Require(_told.Add(bundle), $"block {height} tells of bundle {bundle}, of which was told before");

        var steps = reading.Of(block, expanded);
        var judged = new HashSet<Hash256>();
        for (var i = 0; i < steps.Count; i++)
        {
            Place(block.Batches![i]);
            foreach (var step in steps[i])
            {
                if (step.Item is BundleItem.Submit(var bundle, _) && judged.Add(bundle.Id))
                    Judge(bundle, step.Code, block.Header, expanded);
            }
        }

        Require(leaves.TrueForAll(judged.Contains), $"block {height} tells of a bundle that it does not hold");
        _registered.UnionWith(expanded.Registry.Rollups.Select(record => record.Rollup));
    }

    private void Place(Batch batch)
    {
        var lane = batch.Header.Lane;
        if (batch.Header.Kind == BatchKind.Transactions && _registered.Contains(lane.Rollup))
            _placed.UnionWith(batch.Items.Select(item => (lane.Rollup, Keccak256.Hash(item.Span))));
    }

    private void Judge(Bundle bundle, OutcomeCode? code, BlockHeader header, ExpandedBlock expanded)
    {
        Require(code is not null, $"block {header.Height} holds bundle {bundle.Id} and tells nothing of it");
        var rollups = bundle.Terms.Legs.Select(leg => leg.Rollup).ToList();
        var isLate = bundle.Terms.NotAfter < header.Timestamp;
        var isAway = !rollups.TrueForAll(_registered.Contains);
        var isUnreported = bundle.Terms.Mode == BundleMode.Execution && rollups.Exists(rollup => world.ReporterOf(rollup) == default);
        var isPlaced = Transactions(bundle).Any(_placed.Contains);
        var mayBe = code switch
        {
            OutcomeCode.Included => !isLate && !isAway && !isUnreported && !isPlaced,
            OutcomeCode.Expired => isLate,
            OutcomeCode.RollupInactive => isAway,
            OutcomeCode.NoReporter => isUnreported,
            OutcomeCode.TransactionOrdered => isPlaced,
            // These follow from other bundles: the checkers of replacements and decisions see to them.
            OutcomeCode.TermsUsed or OutcomeCode.Cancelled or OutcomeCode.Replaced => true,
            _ => false,
        };
        Require(
            mayBe,
            $"block {header.Height} says {code} of bundle {bundle.Id}: late {isLate}, rollup away {isAway}, "
            + $"unreported {isUnreported}, placed before {isPlaced}");
        if (code == OutcomeCode.Included)
            RequirePlace(bundle, expanded);
    }

    private void RequirePlace(Bundle bundle, ExpandedBlock expanded)
    {
        foreach (var (terms, leg) in bundle.Terms.Legs.Zip(bundle.Legs))
        {
            var slice = expanded.RollupBlocks.FirstOrDefault(block => block.Header.Rollup == terms.Rollup)?.TransactionHashes ?? [];
            var place = slice.TakeWhile(hash => hash != leg.TransactionHashes[0]).Count();
            Require(
                slice.Skip(place).Take(leg.TransactionHashes.Count).SequenceEqual(leg.TransactionHashes),
                $"block {expanded.Header.Height} includes bundle {bundle.Id}, whose leg for rollup {terms.Rollup} "
                + $"does not stand there undivided");
        }

        _placed.UnionWith(Transactions(bundle));
    }

    private static IEnumerable<(RollupId Rollup, Hash256 Transaction)> Transactions(Bundle bundle) =>
        bundle.Terms.Legs.Zip(bundle.Legs).SelectMany(pair => pair.Second.TransactionHashes.Select(hash => (pair.First.Rollup, hash)));
}
