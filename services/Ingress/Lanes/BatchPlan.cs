using SharedSequencer.Ingress.Batching;
using SharedSequencer.Ingress.Journal;
using SharedSequencer.Primitives;

namespace SharedSequencer.Ingress.Lanes;

/// <summary>
/// A cut that waits to be sealed: its entries and its place in the lane. It must not outlive
/// <paramref name="LatestNotAfterMilliseconds"/>, the end of the lane's open batches; null when there are none.
/// </summary>
internal sealed record BatchPlan(
    LaneState Lane,
    BatchRange Range,
    Entry[] Entries,
    ulong Sequence,
    Hash256 Predecessor,
    ulong PredecessorNotAfterMilliseconds,
    ulong? LatestNotAfterMilliseconds);
