namespace SharedSequencer.Ordering.Queue;

/// <summary>
/// Where one queue keeps its values: one head, numbered segments, all changes of a turn at once.
/// </summary>
internal interface IQueueStore
{
    Task<QueueHead?> ReadHead(CancellationToken cancel);

    Task<QueueSegment?> ReadSegment(ulong number, CancellationToken cancel);

    /// <summary>
    /// Writes everything or nothing. After a failure nothing of it may be visible to later reads.
    /// </summary>
    Task Save(QueueChanges changes, CancellationToken cancel);
}
