using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>A rollup block with its transactions, as streamed to the rollup.</summary>
public sealed class RollupBlock
{
    private RollupBlock(
        RollupBlockHeader header,
        IReadOnlyList<ReadOnlyMemory<byte>> transactions,
        IReadOnlyList<Hash256> transactionHashes)
    {
        Header = header;
        Transactions = transactions;
        TransactionHashes = transactionHashes;
        Hash = header.Hash();
    }

    /// <summary>The header.</summary>
    public RollupBlockHeader Header { get; }

    /// <summary>Raw signed transactions in order.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Transactions { get; }

    /// <summary>Keccak-256 of each raw transaction: the hash a wallet knows it by.</summary>
    public IReadOnlyList<Hash256> TransactionHashes { get; }

    /// <summary>Hash of the header.</summary>
    public Hash256 Hash { get; }

    /// <summary>Root over transaction hashes; each leaf is one hash.</summary>
    public static Hash256 TransactionsRootOf(IReadOnlyList<Hash256> transactionHashes) =>
        MerkleTree.Root(LeavesOf(transactionHashes));

    /// <summary>The Merkle path from one transaction to <see cref="RollupBlockHeader.TransactionsRoot"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such place.</exception>
    public Hash256[] ProveTransaction(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, TransactionHashes.Count);
        return MerkleTree.Prove(LeavesOf(TransactionHashes), index);
    }

    /// <summary>The leaf hash of one transaction.</summary>
    public static Hash256 LeafHashOf(in Hash256 transactionHash)
    {
        Span<byte> bytes = stackalloc byte[Hash256.Size];
        transactionHash.CopyTo(bytes);
        return MerkleTree.LeafHash(bytes);
    }

    /// <summary>The canonical encoding: RLP [header, [transaction…]].</summary>
    public byte[] Encode()
    {
        var writer = new RlpWriter();
        WriteTo(writer);
        return writer.ToArray();
    }

    /// <summary>Decodes <see cref="Encode"/>; the transactions must match the root in the header.</summary>
    public static bool TryDecode(ReadOnlyMemory<byte> encoded, [NotNullWhen(true)] out RollupBlock? block)
    {
        var reader = new RlpReader(encoded.Span);
        return TryRead(ref reader, out block) && reader.AtEnd;
    }

    /// <summary>Puts together what expansion computed; hashes are trusted to be those of the transactions.</summary>
    internal static RollupBlock Of(
        RollupBlockHeader header,
        IReadOnlyList<ReadOnlyMemory<byte>> transactions,
        IReadOnlyList<Hash256> transactionHashes) => new(header, transactions, transactionHashes);

    internal void WriteTo(RlpWriter writer)
    {
        writer.BeginList();
        Header.WriteTo(writer);
        writer.BeginList();
        foreach (var transaction in Transactions)
        {
            writer.Write(transaction.Span);
        }

        writer.EndList();
        writer.EndList();
    }

    internal static bool TryRead(ref RlpReader reader, [NotNullWhen(true)] out RollupBlock? block)
    {
        block = null;
        if (!reader.TryReadList(out var fields)
            || !RollupBlockHeader.TryRead(ref fields, out var header)
            || !fields.TryReadList(out var list)
            || !fields.AtEnd)
        {
            return false;
        }

        var transactions = new List<ReadOnlyMemory<byte>>();
        while (!list.AtEnd)
        {
            if (!list.TryReadBytes(out var transaction) || transaction.Length > ProtocolDefaults.MaxTransactionBytes)
            {
                return false;
            }

            transactions.Add(transaction.ToArray());
        }

        var hashes = transactions.ConvertAll(transaction => Keccak256.Hash(transaction.Span));
        if (header.TransactionCount != hashes.Count || TransactionsRootOf(hashes) != header.TransactionsRoot)
        {
            return false;
        }

        block = new RollupBlock(header, transactions, hashes);
        return true;
    }

    private static Hash256[] LeavesOf(IReadOnlyList<Hash256> transactionHashes)
    {
        var leaves = new Hash256[transactionHashes.Count];
        for (var i = 0; i < leaves.Length; i++)
        {
            leaves[i] = LeafHashOf(transactionHashes[i]);
        }

        return leaves;
    }
}
