using System.Buffers.Binary;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Bundles.Storage;

/// <summary>A row of <c>placed_blocks</c>: what one block placed, to fill the window of a restored state with.</summary>
internal sealed class PlacedBlockRow
{
    private const int EntryBytes = sizeof(ulong) + Hash256.Size;

    public long Height { get; init; }

    public long ChainMs { get; init; }

    public required byte[] Placed { get; init; }

    public static PlacedBlockRow Of(BlockHeader header, PlacedInBlock placed)
    {
        var bytes = new byte[placed.Transactions.Count * EntryBytes];
        var rest = bytes.AsSpan();
        foreach (var transaction in placed.Transactions)
        {
            BinaryPrimitives.WriteUInt64BigEndian(rest, transaction.Rollup.Value);
            transaction.Transaction.CopyTo(rest.Slice(sizeof(ulong), Hash256.Size));
            rest = rest[EntryBytes..];
        }

        return new PlacedBlockRow
        {
            Height = StoredNumber.Of(header.Height.Value),
            ChainMs = StoredNumber.OfTime(header.Timestamp.Milliseconds),
            Placed = bytes,
        };
    }

    public PlacedInBlock ToPlaced()
    {
        var transactions = new HashSet<PlacedTransaction>(Placed.Length / EntryBytes);
        for (var rest = Placed.AsSpan(); rest.Length >= EntryBytes; rest = rest[EntryBytes..])
        {
            transactions.Add(new PlacedTransaction(
                new RollupId(BinaryPrimitives.ReadUInt64BigEndian(rest)), new Hash256(rest[sizeof(ulong)..EntryBytes])));
        }

        return new PlacedInBlock(new ChainTime(StoredNumber.Read(ChainMs)), transactions);
    }
}
