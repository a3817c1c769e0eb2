using System.Collections.Immutable;

namespace SharedSequencer.Ordering.Queue;

/// <summary>
/// The queue of one lane in memory. Immutable: a turn whose write fails simply keeps the state from before.
/// Counts and lookups are derived from the entries, never stored.
/// </summary>
internal sealed record QueueState
{
    public required string Network { get; init; }
    public required ImmutableSortedDictionary<ulong, ImmutableList<QueueEntry>> Segments { get; init; }
    public required ImmutableSortedDictionary<string, QueueLine> Lines { get; init; }

    /// <summary>The segment that takes the next entry.</summary>
    public required ulong LastSegment { get; init; }

    /// <summary>Height of the last block this queue was told of.</summary>
    public required ulong Height { get; init; }

    public int Entries => Lines.Values.Sum(line => line.Waiting.Count);

    public long Bytes => Lines.Values.Sum(line => line.Bytes);

    /// <summary>Lowest segment that may hold entries.</summary>
    public ulong FirstSegment => Segments.IsEmpty ? LastSegment : Segments.Keys.First();

    public static QueueState Empty(string network) => new()
    {
        Network = network,
        Segments = ImmutableSortedDictionary<ulong, ImmutableList<QueueEntry>>.Empty,
        Lines = ImmutableSortedDictionary.Create<string, QueueLine>(StringComparer.Ordinal),
        LastSegment = 0,
        Height = 0,
    };

    public QueueLine Line(string ingress) => Lines.GetValueOrDefault(ingress, QueueLine.Empty);

    /// <summary>
    /// Puts stored values together; keys that were lost or written by a former owner do no harm.
    /// </summary>
    public static QueueState Restore(
        QueueHead head, IEnumerable<(ulong Number, QueueSegment Segment)> segments)
    {
        var state = Empty(head.Network) with
        {
            LastSegment = head.LastSegment,
            Height = head.Height,
            Lines = head.Ordered.ToImmutableSortedDictionary(
                mark => mark.Key,
                mark => QueueLine.Empty with { Ordered = mark.Value },
                StringComparer.Ordinal),
        };
        foreach (var (number, segment) in segments)
        {
            foreach (var entry in segment.Entries)
            {
                state = state.Restore(number, entry);
            }
        }
        return state;
    }

    public QueueHead Head() => new()
    {
        Network = Network,
        FirstSegment = FirstSegment,
        LastSegment = LastSegment,
        Height = Height,
        Ordered = Lines.Where(line => line.Value.Ordered is not null)
            .ToDictionary(line => line.Key, line => line.Value.Ordered!),
    };

    /// <summary>Adds the entry to the given segment.</summary>
    public QueueState Place(ulong segment, QueueEntry entry) => this with
    {
        Segments = Segments.SetItem(
            segment, Segments.GetValueOrDefault(segment, ImmutableList<QueueEntry>.Empty).Add(entry)),
        Lines = Lines.SetItem(entry.Ingress, Line(entry.Ingress).With(entry, segment)),
    };

    /// <summary>Takes the entry out of its segment; an empty segment is gone.</summary>
    public QueueState Remove(PlacedEntry placed)
    {
        var rest = Segments[placed.Segment].Remove(placed.Entry);
        return this with
        {
            Segments = rest.IsEmpty
                ? Segments.Remove(placed.Segment)
                : Segments.SetItem(placed.Segment, rest),
            Lines = Lines.SetItem(placed.Entry.Ingress, Line(placed.Entry.Ingress).Without(placed.Entry)),
        };
    }

    private QueueState Restore(ulong segment, QueueEntry entry)
    {
        var line = Line(entry.Ingress);
        var settled = line.Ordered is { } mark && entry.Sequence <= mark.Sequence;
        return settled || line.Waiting.ContainsKey(entry.Sequence) ? this : Place(segment, entry);
    }
}
