using System.Collections.Immutable;

namespace SharedSequencer.Ordering.Queue;

/// <summary>
/// One ingress's batches in a queue: what waits, by sequence, and how far the chain has come.
/// </summary>
internal sealed record QueueLine
{
    public static QueueLine Empty { get; } = new();

    /// <summary>The segment that holds the entry with this sequence, and the entry.</summary>
    public ImmutableSortedDictionary<ulong, PlacedEntry> Waiting { get; init; } =
        ImmutableSortedDictionary<ulong, PlacedEntry>.Empty;

    public OrderedMark? Ordered { get; init; }

    /// <summary>Sum of the sizes of what waits, in bytes.</summary>
    public long Bytes { get; init; }

    public QueueLine With(QueueEntry entry, ulong segment) => this with
    {
        Waiting = Waiting.SetItem(entry.Sequence, new PlacedEntry(segment, entry)),
        Bytes = Bytes + entry.Size - (Waiting.TryGetValue(entry.Sequence, out var old) ? old.Entry.Size : 0),
    };

    public QueueLine Without(QueueEntry entry) => this with
    {
        Waiting = Waiting.Remove(entry.Sequence),
        Bytes = Bytes - entry.Size,
    };

    public bool Holds(ulong sequence, string digest) =>
        Waiting.TryGetValue(sequence, out var placed) && placed.Entry.Digest == digest;
}
