using System.Buffers.Binary;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ordering.Journal;

/// <summary>Placed transactions of one block: forty bytes each, rollup id then hash.</summary>
internal static class PlacedCodec
{
    private const int EntrySize = sizeof(ulong) + Hash256.Size;

    public static byte[] Encode(PlacedInBlock placed)
    {
        var bytes = new byte[placed.Transactions.Count * EntrySize];
        var rest = bytes.AsSpan();
        foreach (var transaction in placed.Transactions)
        {
            BinaryPrimitives.WriteUInt64BigEndian(rest, transaction.Rollup.Value);
            transaction.Transaction.CopyTo(rest[sizeof(ulong)..]);
            rest = rest[EntrySize..];
        }

        return bytes;
    }

    public static PlacedInBlock Decode(ChainTime timestamp, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length % EntrySize != 0)
        {
            throw new JournalDamagedException($"a window of {bytes.Length} bytes");
        }

        var transactions = new HashSet<PlacedTransaction>(bytes.Length / EntrySize);
        for (; !bytes.IsEmpty; bytes = bytes[EntrySize..])
        {
            var rollup = new RollupId(BinaryPrimitives.ReadUInt64BigEndian(bytes));
            transactions.Add(
                new PlacedTransaction(rollup, new Hash256(bytes.Slice(sizeof(ulong), Hash256.Size))));
        }

        return new PlacedInBlock(timestamp, transactions);
    }
}
