using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Simulation.Tests.Checkers;

/// <summary>
/// What every rollup gets, expanded once more from the batches (R9, R11): the right transactions in the right order,
/// none twice, those of an included bundle where it stands, in blocks numbered without a gap, each naming the one before.
/// </summary>
internal sealed class RollupLogChecker(BundleReading reading) : ChainChecker
{
    private readonly Dictionary<ulong, (ulong Number, Hash256 Hash)> _heads = [];
    private readonly HashSet<(ulong Rollup, Hash256 Transaction)> _placed = [];

    protected override void Check(FinalizedBlock block, ExpandedBlock expanded)
    {
        var height = block.Header.Height;
        var slices = Slice(block, reading.Of(block, expanded));
        Require(
            expanded.RollupBlocks.Select(rollup => rollup.Header.Rollup.Value).SequenceEqual(slices.Keys),
            $"block {height} gives to other rollups than its batches do");
        foreach (var rollup in expanded.RollupBlocks)
        {
            var id = rollup.Header.Rollup.Value;
            Require(
                rollup.TransactionHashes.SequenceEqual(slices[id]),
                $"block {height} gives rollup {id} other transactions, or in another order, than its batches do");
            Require(
                rollup.Transactions.Select(bytes => Keccak256.Hash(bytes.Span)).SequenceEqual(slices[id]),
                $"block {height} names other transactions for rollup {id} than it holds");
            var (number, hash) = _heads[id];
            Require(
                rollup.Header.Number == number + 1 && rollup.Header.Parent == hash,
                $"block {height} gives rollup {id} block {rollup.Header.Number} after {number}");
            _heads[id] = (number + 1, rollup.Header.Hash());
        }
    }

    /// <summary>Transactions by rollup; what registers in this block gets its first ones in the next.</summary>
    private SortedDictionary<ulong, List<Hash256>> Slice(FinalizedBlock block, IReadOnlyList<IReadOnlyList<BundleStep>> bundles)
    {
        var slices = new SortedDictionary<ulong, List<Hash256>>();
        var registered = new List<ulong>();
        for (var i = 0; i < bundles.Count; i++)
        {
            var batch = block.Batches![i];
            foreach (var step in bundles[i])
                Place(slices, step);
            if (batch.Header.Kind == BatchKind.System)
                registered.AddRange(batch.Items.Select(RollupOf));
            else if (batch.Header.Kind == BatchKind.Transactions && _heads.ContainsKey(batch.Header.Lane.Value))
                Place(slices, batch.Header.Lane.Rollup, batch.Items.Select(item => Keccak256.Hash(item.Span)));
        }

        foreach (var rollup in registered)
            _heads.TryAdd(rollup, default);
        return slices;
    }

    private void Place(SortedDictionary<ulong, List<Hash256>> slices, BundleStep step)
    {
        if (step is not { Item: BundleItem.Submit(var bundle, _), Code: OutcomeCode.Included })
            return;
        foreach (var (terms, leg) in bundle.Terms.Legs.Zip(bundle.Legs))
            Place(slices, terms.Rollup, leg.TransactionHashes);
    }

    private void Place(SortedDictionary<ulong, List<Hash256>> slices, RollupId rollup, IEnumerable<Hash256> transactions)
    {
        foreach (var hash in transactions)
        {
            if (!_placed.Add((rollup.Value, hash)))
                continue;
            if (!slices.TryGetValue(rollup.Value, out var slice))
                slices.Add(rollup.Value, slice = []);
            slice.Add(hash);
        }
    }

    private ulong RollupOf(ReadOnlyMemory<byte> operation)
    {
        Require(RollupOperation.TryDecode(operation.Span, out var decoded), $"an operation cannot be read");
        return decoded!.Rollup.Value;
    }
}
