namespace SharedSequencer.Ordering.Queue;

/// <summary>What one turn writes.</summary>
/// <param name="Head">The head, or null when it stays as it is.</param>
/// <param name="Segments">New content by segment number; null deletes the segment.</param>
internal sealed record QueueChanges(QueueHead? Head, IReadOnlyDictionary<ulong, QueueSegment?> Segments)
{
    public static QueueChanges Of(QueueStep step) => new(
        step.HeadChanged ? step.State.Head() : null,
        step.Segments.ToDictionary(number => number, number => Segment(step.State, number)));

    private static QueueSegment? Segment(QueueState state, ulong number) =>
        state.Segments.TryGetValue(number, out var entries) ? new QueueSegment { Entries = entries } : null;
}
