using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>The rollup blocks of one block in the making, and which transactions have their place already (R9, R11).</summary>
/// <param name="window">What was placed in the blocks before.</param>
/// <param name="timestamp">Timestamp of the block.</param>
internal sealed class Placement(PlacedWindow window, ChainTime timestamp)
{
    private readonly SortedDictionary<RollupId, RollupSlice> _slices = [];
    private readonly HashSet<PlacedTransaction> _placed = [];

    /// <summary>The window after the block.</summary>
    internal PlacedWindow Window => window.With(_placed, timestamp);

    internal bool IsPlaced(PlacedTransaction transaction) =>
        _placed.Contains(transaction) || window.Contains(transaction, timestamp);

    /// <summary>How many transactions a rollup has in this block so far.</summary>
    internal int CountOf(RollupId rollup) => _slices.TryGetValue(rollup, out var slice) ? slice.Count : 0;

    /// <summary>Gives a transaction that has no place yet the next one.</summary>
    internal void Place(PlacedTransaction transaction, ReadOnlyMemory<byte> raw)
    {
        if (!_slices.TryGetValue(transaction.Rollup, out var slice))
        {
            _slices.Add(transaction.Rollup, slice = new RollupSlice());
        }

        _placed.Add(transaction);
        slice.Add(raw, transaction.Transaction);
    }

    /// <summary>The rollup blocks, and the registry with their heads.</summary>
    internal List<RollupBlock> Seal(Height height, ref RollupRegistry registry)
    {
        var blocks = new List<RollupBlock>(_slices.Count);
        foreach (var (rollup, slice) in _slices)
        {
            // Registry changes act from the next height, but the record may have changed in this very block.
            registry.TryGet(rollup, out var record);
            var block = slice.Seal(record!.Head, height, timestamp);
            blocks.Add(block);
            registry = registry.With(record.At(record.Head with { Number = block.Header.Number, Hash = block.Hash }));
        }

        return blocks;
    }
}
