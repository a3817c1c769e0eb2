using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>A rollup block in the making.</summary>
internal sealed class RollupSlice
{
    private readonly List<ReadOnlyMemory<byte>> _transactions = [];
    private readonly List<Hash256> _hashes = [];

    internal int Count => _hashes.Count;

    internal void Add(ReadOnlyMemory<byte> transaction, Hash256 hash)
    {
        _transactions.Add(transaction);
        _hashes.Add(hash);
    }

    internal RollupBlock Seal(RollupHead head, Height height, ChainTime timestamp)
    {
        var header = new RollupBlockHeader
        {
            Rollup = head.Rollup,
            Number = checked(head.Number + 1),
            Parent = head.Hash,
            Height = height,
            Timestamp = timestamp,
            TransactionCount = (uint)_hashes.Count,
            TransactionsRoot = RollupBlock.TransactionsRootOf(_hashes),
        };
        return RollupBlock.Of(header, _transactions, _hashes);
    }
}
