using SharedSequencer.Protocol;

namespace SharedSequencer.Ordering.Dispatch;

/// <summary>
/// Which queue has to be told what: per lane at most one call in flight and one merged notice behind it.
/// Knows up to which height everything was told. Safe to use from several threads.
/// </summary>
internal sealed class DispatchBoard
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Lane, LaneTurn> _lanes = [];
    private Height _head;

    /// <summary>Every queue was told of every block up to this.</summary>
    public Height Told
    {
        get
        {
            lock (_gate)
            {
                return _lanes.Count == 0
                    ? _head
                    : new Height(_lanes.Values.Min(turn => turn.First.Value) - 1);
            }
        }
    }

    /// <summary>Blocks up to this bring no further news.</summary>
    public void Reach(Height head)
    {
        lock (_gate)
        {
            _head = head;
        }
    }

    /// <summary>Adds news for a lane; true when nobody works on that lane yet.</summary>
    public bool Add(Lane lane, LaneNews news)
    {
        lock (_gate)
        {
            if (_lanes.TryGetValue(lane, out var turn))
            {
                turn.Pending = news.Over(turn.Pending);
                return false;
            }

            _lanes.Add(lane, new LaneTurn { Pending = news });
            return true;
        }
    }

    /// <summary>Takes what is to be told to a lane that somebody works on.</summary>
    public LaneNews Take(Lane lane)
    {
        lock (_gate)
        {
            var turn = _lanes[lane];
            turn.InFlight = turn.Pending!;
            turn.Pending = null;
            return turn.InFlight;
        }
    }

    /// <summary>Ends a call; true when the lane has to be told something (again).</summary>
    public bool Finish(Lane lane, bool told)
    {
        lock (_gate)
        {
            var turn = _lanes[lane];
            turn.Pending = told ? turn.Pending : turn.Pending?.Over(turn.InFlight) ?? turn.InFlight;
            turn.InFlight = null;
            return turn.Pending is not null || !_lanes.Remove(lane);
        }
    }

    private sealed class LaneTurn
    {
        public LaneNews? InFlight { get; set; }

        public LaneNews? Pending { get; set; }

        public Height First => InFlight?.First ?? Pending!.First;
    }
}
