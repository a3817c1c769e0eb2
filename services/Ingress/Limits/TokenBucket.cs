namespace SharedSequencer.Ingress.Limits;

/// <summary>
/// A rate with a burst. Pure arithmetic over times handed in; not synchronized. Starts full.
/// </summary>
internal sealed class TokenBucket
{
    private readonly double _perSecond;
    private readonly double _capacity;
    private double _tokens;
    private TimeSpan _last;

    public TokenBucket(double perSecond, double capacity)
    {
        _perSecond = perSecond;
        _capacity = capacity;
        _tokens = capacity;
    }

    /// <summary>Takes up to <paramref name="wanted"/> whole tokens and says how many there were.</summary>
    public int Take(int wanted, TimeSpan now)
    {
        Refill(now);
        var taken = Math.Min(wanted, (int)_tokens);
        _tokens -= taken;
        return taken;
    }

    public RateState State(TimeSpan now)
    {
        Refill(now);
        var untilOne = _tokens >= 1 ? 0 : (1 - _tokens) / _perSecond;
        return new RateState((int)_perSecond, (int)_tokens, TimeSpan.FromSeconds(untilOne));
    }

    public bool IsFull(TimeSpan now)
    {
        Refill(now);
        return _tokens >= _capacity;
    }

    private void Refill(TimeSpan now)
    {
        if (now <= _last) return;
        _tokens = Math.Min(_capacity, _tokens + (now - _last).TotalSeconds * _perSecond);
        _last = now;
    }
}
