using SharedSequencer.Ingress.Lanes;

namespace SharedSequencer.Ingress.Limits;

/// <summary>
/// A rate for each of many, remembered for a bounded number: those that have not used theirs make room. While all have, a
/// newcomer is refused, so that inventing names gains nothing against those who are known.
/// </summary>
internal sealed class RateTable<TName>(int perSecond, int capacity, IngressClock clock)
    where TName : notnull
{
    private static readonly TimeSpan SweepPause = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private readonly Dictionary<TName, TokenBucket> _buckets = [];
    private TimeSpan _nextSweep;

    public bool TryTake(TName name, out RateState state)
    {
        lock (_gate)
        {
            var now = clock.Now;
            state = new RateState(perSecond, 0, SweepPause);
            if (BucketOf(name, now) is not { } bucket) return false;
            if (bucket.Take(1, now) == 1) return true;
            state = bucket.State(now);
            return false;
        }
    }

    private TokenBucket? BucketOf(TName name, TimeSpan now)
    {
        if (_buckets.TryGetValue(name, out var bucket)) return bucket;
        if (_buckets.Count >= capacity) MakeRoom(now);
        if (_buckets.Count >= capacity) return null;
        bucket = new TokenBucket(perSecond, perSecond);
        _buckets.Add(name, bucket);
        return bucket;
    }

    private void MakeRoom(TimeSpan now)
    {
        if (now < _nextSweep) return;
        _nextSweep = now + SweepPause;
        foreach (var (name, bucket) in _buckets)
        {
            if (bucket.IsFull(now)) _buckets.Remove(name);
        }
    }
}
