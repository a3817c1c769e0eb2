using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>A block with what it means for every rollup.</summary>
public sealed class ExpandedBlock
{
    private readonly RollupRegistry _registry;
    private Hash256[]? _leaves;

    internal ExpandedBlock(BlockHeader header, ExpansionResult expansion)
    {
        Header = header;
        RollupBlocks = expansion.RollupBlocks;
        Included = expansion.Included;
        Outcomes = expansion.Outcomes;
        _registry = expansion.Registry;
    }

    /// <summary>The block's header.</summary>
    public BlockHeader Header { get; }

    /// <summary>One per rollup that got transactions, by ascending rollup id.</summary>
    public IReadOnlyList<RollupBlock> RollupBlocks { get; }

    /// <summary>The bundles it includes, in order.</summary>
    public IReadOnlyList<IncludedBundle> Included { get; }

    /// <summary>What was left out, applied or decided, in order.</summary>
    public IReadOnlyList<Outcome> Outcomes { get; }

    /// <summary>The registry after the block.</summary>
    public RollupRegistry Registry => _registry;

    /// <summary>What the block placed, to restore a window from later.</summary>
    public PlacedInBlock Placed() => new(Header.Timestamp, RollupBlocks
        .SelectMany(block => block.TransactionHashes.Select(hash => new PlacedTransaction(block.Header.Rollup, hash)))
        .ToHashSet());

    /// <summary>The path that shows where a rollup's log stood after this block (R10).</summary>
    /// <exception cref="KeyNotFoundException">The rollup was not registered at this height.</exception>
    public HeadProof ProveHead(RollupId rollup)
    {
        _leaves ??= _registry.LeafHashes();
        var index = 0;
        foreach (var record in _registry.Rollups)
        {
            if (record.Rollup == rollup)
            {
                return new HeadProof(record.Head, index, _leaves.Length, MerkleTree.Prove(_leaves, index));
            }

            index++;
        }

        throw new KeyNotFoundException($"Rollup {rollup} was not registered at height {Header.Height}.");
    }
}
