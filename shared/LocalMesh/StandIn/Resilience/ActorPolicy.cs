namespace SharedSequencer.StandIn.Resilience;

/// <summary>What a Resiliency resource says about one actor type.</summary>
internal sealed record ActorPolicy(TimeSpan? Timeout, RetryPolicy? Retry)
{
    public static readonly ActorPolicy None = new(null, null);
}
