using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>What a bundle brings for one leg of its terms.</summary>
public sealed record BundleLeg
{
    private IReadOnlyList<Hash256>? _hashes;

    /// <summary>Makes a leg's content.</summary>
    /// <param name="transactions">Raw signed transactions in order.</param>
    /// <param name="preconditions">What the terms name by hash; null when they name nothing.</param>
    public BundleLeg(IReadOnlyList<ReadOnlyMemory<byte>> transactions, Preconditions? preconditions = null)
    {
        Transactions = transactions;
        Preconditions = preconditions;
    }

    /// <summary>A copy that `with` may change: everything but the cached hashes.</summary>
    private BundleLeg(BundleLeg original)
    {
        Transactions = original.Transactions;
        Preconditions = original.Preconditions;
    }

    /// <summary>Raw signed transactions, placed one after another in the leg's rollup block (R22).</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Transactions { get; init; }

    /// <summary>What the terms name by hash; null when they name nothing.</summary>
    public Preconditions? Preconditions { get; init; }

    /// <summary>Keccak-256 of each transaction: the hash a wallet knows it by.</summary>
    public IReadOnlyList<Hash256> TransactionHashes =>
        _hashes ??= [.. Transactions.Select(transaction => Keccak256.Hash(transaction.Span))];
}
