using SharedSequencer.Messages;

namespace SharedSequencer.Ordering.Queue;

/// <summary>
/// What every turn of a queue does: load once, step, save, and only then believe the step. After a failed
/// save the next turn loads again, because the write may have landed all the same.
/// </summary>
internal sealed class QueueTurns(IQueueStore store, QueueLimits limits)
{
    private QueueState? _state;

    public async Task<AdmitAnswer> Admit(AdmitRequest request, CancellationToken cancel)
    {
        var state = await Load(request.Network, cancel);
        var (verdict, step) = QueueTransitions.Admit(state, request, limits);
        await Save(step, cancel);
        return new AdmitAnswer(verdict, step.State.Entries, (int)Math.Min(step.State.Bytes, int.MaxValue));
    }

    public async Task<QueueDepth> Order(OrderedNotice notice, CancellationToken cancel)
    {
        var state = await Load(notice.Network, cancel);
        var step = QueueTransitions.Order(state, notice);
        await Save(step, cancel);
        return Depth(step.State);
    }

    public async Task<QueueDepth> Status(CancellationToken cancel) =>
        Depth(await Load(network: null, cancel));

    private static QueueDepth Depth(QueueState state) => new(state.Height, state.Entries, state.Bytes);

    /// <summary>State of another network is void; null takes what is there.</summary>
    private async Task<QueueState> Load(string? network, CancellationToken cancel)
    {
        _state ??= await Read(cancel);
        if (network is not null && _state.Network != network)
        {
            _state = QueueState.Empty(network);
        }

        return _state;
    }

    private async Task<QueueState> Read(CancellationToken cancel)
    {
        var head = await store.ReadHead(cancel);
        return head is null
            ? QueueState.Empty(network: "")
            : QueueState.Restore(head, await ReadSegments(head, cancel));
    }

    private async Task<List<(ulong, QueueSegment)>> ReadSegments(QueueHead head, CancellationToken cancel)
    {
        // A damaged range must not turn an activation into an endless read.
        var span = Math.Min(
            head.LastSegment - Math.Min(head.FirstSegment, head.LastSegment), (ulong)limits.SegmentSpan * 2);
        var segments = new List<(ulong, QueueSegment)>();
        for (var number = head.LastSegment - span; number <= head.LastSegment; number++)
        {
            if (await store.ReadSegment(number, cancel) is { } segment)
            {
                segments.Add((number, segment));
            }
        }

        return segments;
    }

    private async Task Save(QueueStep step, CancellationToken cancel)
    {
        if (step.Writes > 0)
        {
            _state = null;
            await store.Save(QueueChanges.Of(step), cancel);
        }

        _state = step.State;
    }
}
