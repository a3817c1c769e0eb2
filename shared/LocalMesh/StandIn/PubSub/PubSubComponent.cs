namespace SharedSequencer.StandIn.PubSub;

/// <summary>A pub/sub component of type <c>pubsub.redis</c>, with the settings that shape its manners.</summary>
internal sealed record PubSubComponent(string Name)
{
    /// <summary>How many messages one consumer works on at once.</summary>
    public int Concurrency { get; init; } = 10;

    /// <summary>After this long without an acknowledgement a message may be delivered again, the first handler still running.</summary>
    public TimeSpan ProcessingTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How often messages without acknowledgement are looked for.</summary>
    public TimeSpan RedeliverInterval { get; init; } = TimeSpan.FromSeconds(60);
}
