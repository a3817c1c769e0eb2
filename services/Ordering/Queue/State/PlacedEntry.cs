namespace SharedSequencer.Ordering.Queue;

/// <summary>An entry and the number of the segment it is stored in.</summary>
internal readonly record struct PlacedEntry(ulong Segment, QueueEntry Entry);
