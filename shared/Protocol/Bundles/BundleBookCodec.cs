using System.Collections.Immutable;
using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>
/// The stored form of a <see cref="BundleBook"/>, a part of the snapshot: RLP [[[until, bundle, code]…], [escrow id…],
/// [[escrow id, bundle, deadline, [leg…]]…], [[until, submitter, is replacement, id, highest, cancelled, included]…]].
/// </summary>
internal static class BundleBookCodec
{
    internal static void Write(RlpWriter writer, BundleBook book)
    {
        writer.BeginList();
        WriteDecided(writer, book);
        writer.BeginList();
        foreach (var escrowId in book.Used)
        {
            writer.Write(escrowId);
        }

        writer.EndList();
        writer.BeginList();
        foreach (var open in book.Awaiting)
        {
            open.WriteTo(writer);
        }

        writer.EndList();
        WriteTombstones(writer, book);
        writer.EndList();
    }

    internal static bool TryRead(ref RlpReader reader, [NotNullWhen(true)] out BundleBook? book)
    {
        book = null;
        if (!reader.TryReadList(out var fields)
            || !TryReadDecided(ref fields, out var decided)
            || !TryReadUsed(ref fields, out var used)
            || !TryReadOpen(ref fields, out var open)
            || !TryReadTombstones(ref fields, out var tombstones)
            || !fields.AtEnd)
        {
            return false;
        }

        book = BundleBook.Of(decided, used, open, tombstones);
        return true;
    }

    private static void WriteDecided(RlpWriter writer, BundleBook book)
    {
        writer.BeginList();
        foreach (var (until, bundle, code) in book.Decided.Entries)
        {
            writer.BeginList();
            writer.Write(until.Milliseconds);
            writer.Write(bundle);
            writer.Write((ulong)code);
            writer.EndList();
        }

        writer.EndList();
    }

    private static void WriteTombstones(RlpWriter writer, BundleBook book)
    {
        writer.BeginList();
        foreach (var (until, key, stone) in book.Tombstones.Entries)
        {
            writer.BeginList();
            writer.Write(until.Milliseconds);
            writer.Write(key.Submitter);
            writer.Write(key.IsReplacement ? 1UL : 0UL);
            writer.Write(key.Id);
            writer.Write(stone.Highest);
            writer.Write(stone.Cancelled);
            writer.Write(stone.IsIncluded ? 1UL : 0UL);
            writer.EndList();
        }

        writer.EndList();
    }

    private static bool TryReadDecided(ref RlpReader fields, out TimedMap<Hash256, OutcomeCode> decided)
    {
        decided = TimedMap<Hash256, OutcomeCode>.Empty;
        if (!fields.TryReadList(out var list))
        {
            return false;
        }

        while (!list.AtEnd)
        {
            if (!list.TryReadList(out var entry)
                || !entry.TryReadUInt64(out var until)
                || !entry.TryReadHash(out var bundle)
                || !entry.TryReadUInt64(out var code)
                || code > byte.MaxValue
                || !entry.AtEnd)
            {
                return false;
            }

            decided = decided.With(bundle, (OutcomeCode)code, new ChainTime(until));
        }

        return true;
    }

    private static bool TryReadUsed(ref RlpReader fields, out ImmutableSortedSet<Hash256> used)
    {
        used = [];
        if (!fields.TryReadList(out var list))
        {
            return false;
        }

        var builder = used.ToBuilder();
        while (!list.AtEnd)
        {
            if (!list.TryReadHash(out var escrowId))
            {
                return false;
            }

            builder.Add(escrowId);
        }

        used = builder.ToImmutable();
        return true;
    }

    private static bool TryReadOpen(ref RlpReader fields, out List<OpenBundle> open)
    {
        open = [];
        if (!fields.TryReadList(out var list))
        {
            return false;
        }

        while (!list.AtEnd)
        {
            if (!OpenBundle.TryRead(ref list, out var one))
            {
                return false;
            }

            open.Add(one);
        }

        return true;
    }

    private static bool TryReadTombstones(ref RlpReader fields, out Tombstones tombstones)
    {
        tombstones = Tombstones.None;
        if (!fields.TryReadList(out var list))
        {
            return false;
        }

        while (!list.AtEnd)
        {
            if (!list.TryReadList(out var entry)
                || !entry.TryReadUInt64(out var until)
                || !entry.TryReadAddress(out var submitter)
                || !entry.TryReadUInt64(out var isReplacement)
                || !entry.TryReadHash(out var id)
                || !entry.TryReadUInt64(out var highest)
                || !entry.TryReadUInt64(out var cancelled)
                || !entry.TryReadUInt64(out var isIncluded)
                || !entry.AtEnd)
            {
                return false;
            }

            tombstones = tombstones.With(
                new TombstoneKey(submitter, isReplacement == 1, id),
                new Tombstone(highest, cancelled, isIncluded == 1),
                new ChainTime(until));
        }

        return true;
    }
}
