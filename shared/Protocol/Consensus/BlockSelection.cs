namespace SharedSequencer.Protocol;

/// <summary>
/// What a leader takes into a block (R6): eligible certificates by ascending key, until the lane or the block
/// reaches the first that does not fit.
/// </summary>
internal sealed class BlockSelection
{
    private readonly ChainState _parent;
    private readonly ChainTime _timestamp;
    private readonly ChainTime _latest;
    private readonly PriorityQueue<LaneCursor, OrderKey> _cursors = new();
    private readonly BlockFill _fill = new();
    private readonly List<PooledBatch> _taken = [];

    private BlockSelection(ChainState parent, ChainTime timestamp, ChainTime latest)
    {
        _parent = parent;
        _timestamp = timestamp;
        _latest = latest;
    }

    /// <summary>Selects a body.</summary>
    /// <param name="parent">State after the parent block.</param>
    /// <param name="lanes">What is held.</param>
    /// <param name="earliest">The timestamp the block would have with nothing in it.</param>
    /// <param name="latest">Keys beyond this are left for later: the clock plus drift (R8).</param>
    /// <param name="timestamp">The timestamp the selected body needs.</param>
    internal static IReadOnlyList<PooledBatch> Select(
        ChainState parent,
        IReadOnlyCollection<LaneBacklog> lanes,
        ChainTime earliest,
        ChainTime latest,
        out ChainTime timestamp)
    {
        timestamp = earliest;
        while (true)
        {
            var selection = new BlockSelection(parent, timestamp, latest);
            selection.Run(lanes);
            var needed = selection.NeededTimestamp();
            if (needed <= timestamp)
            {
                return selection._taken;
            }

            // A later timestamp may expire a batch: choose again under it. It never exceeds `latest`, so this ends.
            timestamp = needed;
        }
    }

    private void Run(IReadOnlyCollection<LaneBacklog> lanes)
    {
        foreach (var lane in lanes)
        {
            Push(lane, _parent.PositionOf(lane.Lane));
        }

        while (_cursors.TryDequeue(out var cursor, out _))
        {
            var certificate = cursor.Pooled.Certificate!;
            if (!_fill.HasRoom(certificate.Size))
            {
                return;
            }

            if (_fill.TryTake(certificate))
            {
                _taken.Add(cursor.Pooled);
                Push(cursor.Lane, cursor.Position.After(certificate, _parent.Genesis.Committee));
            }
        }
    }

    private void Push(LaneBacklog lane, LanePosition position)
    {
        if (lane.Next(position, _timestamp) is not { Certificate: { } certificate } next)
        {
            return;
        }

        var key = OrderKey.Of(certificate, position, _parent.BlockHash, _parent.Genesis.Committee);
        if (key.EffectiveTime <= _latest)
        {
            _cursors.Enqueue(new LaneCursor(lane, position, next), key);
        }
    }

    private ChainTime NeededTimestamp() => _taken.Aggregate(_timestamp, (time, pooled) =>
        ChainTime.Max(time, pooled.Certificate!.Time(_parent.Genesis.Committee)));

    private sealed record LaneCursor(LaneBacklog Lane, LanePosition Position, PooledBatch Pooled);
}
