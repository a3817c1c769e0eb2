using System.Collections.Immutable;
using SharedSequencer.Messages;
using SharedSequencer.Primitives;

namespace SharedSequencer.Ordering.Queue;

/// <summary>
/// The rules of a rollup's queue as pure functions. The first line of <see cref="Verdicts"/> that applies
/// decides a request; a notice from the chain takes out what the chain has passed. Everything is idempotent:
/// the same request or notice a second time, or late, changes nothing.
/// </summary>
internal static class QueueTransitions
{
    /// <summary>Most expired entries that one turn takes out, so that a turn stays short.</summary>
    private const int ExpiriesPerTurn = 32;

    private static readonly string NoPredecessor = Hash256.Zero.ToString();

    private delegate bool Rule(QueueLine line, AdmitRequest request, QueueLimits limits);

    private static readonly ImmutableArray<(AdmitVerdict Verdict, Rule Applies)> Verdicts =
    [
        (AdmitVerdict.AlreadyKnown, (line, request, _) => IsKnown(line, request)),
        (AdmitVerdict.Inactive, (_, request, _) => !request.Active),
        (AdmitVerdict.Expired, (_, request, _) => request.NotAfter < request.ChainTime),
        (AdmitVerdict.Conflicting, (line, request, _) => line.Waiting.ContainsKey(request.Sequence)),
        (AdmitVerdict.UnknownPredecessor, (line, request, _) => !KnowsPredecessor(line, request)),
        (AdmitVerdict.Full, (line, request, limits) => !HasRoom(line, request, limits)),
        (AdmitVerdict.Admitted, (_, _, _) => true),
    ];

    public static (AdmitVerdict Verdict, QueueStep Step) Admit(
        QueueState state, AdmitRequest request, QueueLimits limits)
    {
        var touched = new HashSet<ulong>();
        var current = TakeOutExpired(state, request.Ingress, request.ChainTime, touched);
        var line = current.Line(request.Ingress);
        var verdict = Verdicts.First(rule => rule.Applies(line, request, limits)).Verdict;
        if (verdict == AdmitVerdict.Admitted)
        {
            current = MakeRoomInSpan(current, limits, touched);
            current = Append(current, QueueEntry.Of(request), touched);
        }

        return (verdict, Step(state, current, touched));
    }

    public static QueueStep Order(QueueState state, OrderedNotice notice)
    {
        var touched = new HashSet<ulong>();
        var current = state;
        foreach (var last in notice.Last)
        {
            current = Pass(current, last, touched);
            current = TakeOutExpired(current, last.Ingress, notice.Timestamp, touched);
        }

        return Step(state, current with { Height = Math.Max(state.Height, notice.Height) }, touched);
    }

    /// <summary>
    /// Waiting, or passed by the chain: ordered, or expired before a later one was ordered.
    /// </summary>
    private static bool IsKnown(QueueLine line, AdmitRequest request) =>
        line.Holds(request.Sequence, request.Digest) || line.Ordered?.Sequence >= request.Sequence;

    private static bool KnowsPredecessor(QueueLine line, AdmitRequest request) =>
        request.Predecessor == NoPredecessor
        || request.PredecessorKnown
        || line.Holds(request.Sequence - 1, request.Predecessor)
        || line.Ordered?.Digest == request.Predecessor
        || request.PredecessorNotAfter < request.ChainTime;

    private static bool HasRoom(QueueLine line, AdmitRequest request, QueueLimits limits) =>
        line.Waiting.Count < limits.EntriesPerIngress && line.Bytes + request.Size <= limits.BytesPerIngress;

    private static QueueState Pass(QueueState state, OrderedBatch last, HashSet<ulong> touched)
    {
        var line = state.Line(last.Ingress);
        if (line.Ordered?.Sequence >= last.Sequence)
        {
            return state;
        }

        var passed =
            line.Waiting.TakeWhile(waiting => waiting.Key <= last.Sequence).Select(waiting => waiting.Value);
        var current = passed.Aggregate(state, (next, placed) => TakeOut(next, placed, touched));
        var advanced =
            current.Line(last.Ingress) with { Ordered = new OrderedMark(last.Sequence, last.Digest) };
        return current with { Lines = current.Lines.SetItem(last.Ingress, advanced) };
    }

    private static QueueState TakeOutExpired(
        QueueState state, string ingress, ulong chainTime, HashSet<ulong> touched) =>
        state.Line(ingress).Waiting.Values
            .TakeWhile(placed => placed.Entry.NotAfter < chainTime)
            .Take(ExpiriesPerTurn)
            .Aggregate(state, (next, placed) => TakeOut(next, placed, touched));

    private static QueueState TakeOut(QueueState state, PlacedEntry placed, HashSet<ulong> touched)
    {
        touched.Add(placed.Segment);
        return state.Remove(placed);
    }

    private static QueueState MakeRoomInSpan(QueueState state, QueueLimits limits, HashSet<ulong> touched)
    {
        if (state.LastSegment - state.FirstSegment < (ulong)limits.SegmentSpan)
        {
            return state;
        }

        var oldest = state.FirstSegment;
        return state.Segments[oldest].Aggregate(state, (next, entry) =>
            Append(TakeOut(next, new PlacedEntry(oldest, entry), touched), entry, touched));
    }

    private static QueueState Append(QueueState state, QueueEntry entry, HashSet<ulong> touched)
    {
        var full = state.Segments.TryGetValue(state.LastSegment, out var last)
            && last.Count >= QueueSegment.Capacity;
        var current = full ? state with { LastSegment = state.LastSegment + 1 } : state;
        touched.Add(current.LastSegment);
        return current.Place(current.LastSegment, entry);
    }

    private static QueueStep Step(QueueState before, QueueState after, HashSet<ulong> touched)
    {
        var headChanged = before.LastSegment != after.LastSegment
            || before.Height != after.Height
            || before.Segments.IsEmpty != after.Segments.IsEmpty
            || after.Lines.Any(line => !ReferenceEquals(line.Value.Ordered, before.Line(line.Key).Ordered));
        return new QueueStep(after, touched, headChanged);
    }
}
