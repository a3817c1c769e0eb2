using SharedSequencer.Primitives;

namespace SharedSequencer.Ingress.Lanes;

/// <summary>
/// The last hashes that became final here, so that sending one again is answered with "already known" and not with
/// a second entry. Bounded; older repeats are caught by the nonce or left out by the chain (R9).
/// </summary>
internal sealed class RecentHashes(int capacity)
{
    private readonly Lock _gate = new();
    private readonly HashSet<Hash256> _known = [];
    private readonly Queue<Hash256> _order = new();

    public bool Contains(in Hash256 hash)
    {
        lock (_gate)
        {
            return _known.Contains(hash);
        }
    }

    public void Add(in Hash256 hash)
    {
        lock (_gate)
        {
            if (!_known.Add(hash)) return;
            _order.Enqueue(hash);
            if (_order.Count > capacity) _known.Remove(_order.Dequeue());
        }
    }
}
