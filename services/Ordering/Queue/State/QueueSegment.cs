namespace SharedSequencer.Ordering.Queue;

/// <summary>
/// The unit of storage: a few entries under one state key, so that a turn writes one small value.
/// </summary>
internal sealed record QueueSegment
{
    /// <summary>Entries of a full segment: some three kilobytes of JSON.</summary>
    public const int Capacity = 16;

    public required IReadOnlyList<QueueEntry> Entries { get; init; }
}
