namespace SharedSequencer.Ingress.Limits;

/// <summary>What a client is told in <c>RateLimit</c>: quota per second, what is left, and when to come back.</summary>
internal readonly record struct RateState(int PerSecond, int Remaining, TimeSpan Wait)
{
    /// <summary>Whole seconds, at least one: the unit of <c>Retry-After</c>.</summary>
    public int RetryAfterSeconds => Math.Max(1, (int)Math.Ceiling(Wait.TotalSeconds));
}
