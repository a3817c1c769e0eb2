using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>
/// The slice of a block for one rollup (R11): gap-free number, parent hash, and how many transactions stand under
/// which root. The count stands here because a Merkle root alone does not commit to the number of its leaves.
/// Encoding: RLP of the fields in the order below.
/// </summary>
public sealed record RollupBlockHeader
{
    /// <summary>The rollup.</summary>
    public required RollupId Rollup { get; init; }

    /// <summary>The previous number plus one; the first is 1.</summary>
    public required ulong Number { get; init; }

    /// <summary>Hash of the rollup block before; zero for the first.</summary>
    public required Hash256 Parent { get; init; }

    /// <summary>Height of the block it is a slice of.</summary>
    public required Height Height { get; init; }

    /// <summary>Timestamp of the block it is a slice of.</summary>
    public required ChainTime Timestamp { get; init; }

    /// <summary>How many transactions the block holds.</summary>
    public required uint TransactionCount { get; init; }

    /// <summary>Merkle root over the transaction hashes in order.</summary>
    public required Hash256 TransactionsRoot { get; init; }

    /// <summary>Keccak-256 of the encoding.</summary>
    public Hash256 Hash()
    {
        var writer = new RlpWriter();
        WriteTo(writer);
        return Keccak256.Hash(writer.WrittenSpan);
    }

    internal void WriteTo(RlpWriter writer)
    {
        writer.BeginList();
        writer.Write(Rollup.Value);
        writer.Write(Number);
        writer.Write(Parent);
        writer.Write(Height.Value);
        writer.Write(Timestamp.Milliseconds);
        writer.Write((ulong)TransactionCount);
        writer.Write(TransactionsRoot);
        writer.EndList();
    }

    internal static bool TryRead(ref RlpReader reader, [NotNullWhen(true)] out RollupBlockHeader? header)
    {
        header = null;
        if (!reader.TryReadList(out var fields)
            || !fields.TryReadUInt64(out var rollup)
            || !fields.TryReadUInt64(out var number)
            || !fields.TryReadHash(out var parent)
            || !fields.TryReadUInt64(out var height)
            || !fields.TryReadUInt64(out var timestamp)
            || !RlpFields.TryReadUInt32(ref fields, out var transactionCount)
            || !fields.TryReadHash(out var transactionsRoot)
            || !fields.AtEnd)
        {
            return false;
        }

        header = new RollupBlockHeader
        {
            Rollup = new RollupId(rollup),
            Number = number,
            Parent = parent,
            Height = new Height(height),
            Timestamp = new ChainTime(timestamp),
            TransactionCount = transactionCount,
            TransactionsRoot = transactionsRoot,
        };
        return true;
    }
}
