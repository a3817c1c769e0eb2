using System.Collections.Concurrent;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ingress.Lanes;

/// <summary>The lanes in use. Lanes are added when a rollup registers and never removed.</summary>
internal sealed class LaneDirectory(LaneParts parts)
{
    private readonly ConcurrentDictionary<Lane, LaneState> _lanes = [];
    private volatile LaneState[] _all = [];

    /// <summary>All lanes, in no particular order.</summary>
    public LaneState[] All => _all;

    public LaneState? Find(Lane lane) => _lanes.GetValueOrDefault(lane);

    public LaneState GetOrAdd(LaneIdentity identity, bool judgesNonces)
    {
        if (_lanes.TryGetValue(identity.Lane, out var known)) return known;
        var lane = _lanes.GetOrAdd(identity.Lane, _ => new LaneState(identity, judgesNonces, parts));
        _all = [.. _lanes.Values];
        return lane;
    }
}
