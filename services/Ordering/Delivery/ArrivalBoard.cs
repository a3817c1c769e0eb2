using SharedSequencer.Primitives;

namespace SharedSequencer.Ordering.Delivery;

/// <summary>
/// Where batches that overtook their predecessor wait for it. Brokers deliver several messages at a time, so
/// neighbours swap often; a short wait here saves a resend of seconds.
/// </summary>
internal sealed class ArrivalBoard(int maxExpected, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Hash256, List<Arrival>> _expected = [];
    private int _count;

    /// <summary>
    /// From now on the coming of this batch is noticed. Called before the queue is asked whether it is there: what came
    /// in between is not missed. When too many are expected already it is as if it never came.
    /// </summary>
    public Arrival Expect(in Hash256 digest)
    {
        var arrival = new Arrival(this, digest, time);
        lock (_lock)
        {
            if (_count < maxExpected)
            {
                Add(arrival);
            }
            else
            {
                arrival.GiveUp();
            }
        }

        return arrival;
    }

    /// <summary>Tells everyone who expects this batch.</summary>
    public void Announce(in Hash256 digest)
    {
        lock (_lock)
        {
            if (_expected.Remove(digest, out var arrivals))
            {
                _count -= arrivals.Count;
                arrivals.ForEach(static arrival => arrival.Announce());
            }
        }
    }

    /// <summary>Nobody waits for it any more.</summary>
    internal void Forget(Arrival arrival)
    {
        lock (_lock)
        {
            if (_expected.TryGetValue(arrival.Digest, out var arrivals) && arrivals.Remove(arrival))
            {
                _count--;
                if (arrivals.Count == 0)
                {
                    _expected.Remove(arrival.Digest);
                }
            }
        }
    }

    private void Add(Arrival arrival)
    {
        _count++;
        if (_expected.TryGetValue(arrival.Digest, out var others))
        {
            others.Add(arrival);
        }
        else
        {
            _expected.Add(arrival.Digest, [arrival]);
        }
    }
}
