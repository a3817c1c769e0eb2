using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Simulation.Tests.Checkers;

/// <summary>
/// What every rollup gets, expanded once more from the batches (R9, R11): the right transactions in the right order,
/// none twice, in blocks numbered without a gap, each naming the one before.
/// </summary>
internal sealed class RollupLogChecker : ChainChecker
{
    private readonly Dictionary<ulong, (ulong Number, Hash256 Hash)> _heads = [];
    private readonly HashSet<(ulong Rollup, Hash256 Transaction)> _placed = [];

    protected override void Check(FinalizedBlock block, ExpandedBlock expanded)
    {
        var height = block.Header.Height;
        var slices = Slice(block);
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
    private SortedDictionary<ulong, List<Hash256>> Slice(FinalizedBlock block)
    {
        var slices = new SortedDictionary<ulong, List<Hash256>>();
        var registered = new List<ulong>();
        foreach (var batch in block.Batches!)
        {
            if (batch.Header.Kind == BatchKind.System)
                registered.AddRange(batch.Items.Select(RollupOf));
            else if (_heads.ContainsKey(batch.Header.Lane.Value))
                Place(slices, batch);
        }

        foreach (var rollup in registered)
            _heads.TryAdd(rollup, default);
        return slices;
    }

    private void Place(SortedDictionary<ulong, List<Hash256>> slices, Batch batch)
    {
        var rollup = batch.Header.Lane.Value;
        foreach (var item in batch.Items)
        {
            var hash = Keccak256.Hash(item.Span);
            if (!_placed.Add((rollup, hash)))
                continue;
            if (!slices.TryGetValue(rollup, out var slice))
                slices.Add(rollup, slice = []);
            slice.Add(hash);
        }
    }

    private ulong RollupOf(ReadOnlyMemory<byte> operation)
    {
        Require(RollupOperation.TryDecode(operation.Span, out var decoded), $"an operation cannot be read");
        return decoded!.Rollup.Value;
    }
}
