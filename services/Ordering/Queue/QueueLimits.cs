namespace SharedSequencer.Ordering.Queue;

/// <summary>
/// The room of one queue; quotas are per ingress so that one of them cannot shut out the others.
/// </summary>
/// <param name="EntriesPerIngress">Most waiting batches of one ingress.</param>
/// <param name="BytesPerIngress">Most waiting bytes of one ingress.</param>
/// <param name="SegmentSpan"> Most segment numbers between the oldest and the newest: bounds what an
/// activation has to read when a few old entries stay behind. Past it the oldest segment moves to the end.
/// </param>
internal sealed record QueueLimits(int EntriesPerIngress, long BytesPerIngress, int SegmentSpan);
