namespace SharedSequencer.StandIn.PubSub;

/// <summary>One message in one consumer group, from the queue to its acknowledgement.</summary>
internal sealed class Delivery(long id, StoredMessage message)
{
    private long started;

    public long Id => id;

    public StoredMessage Message => message;

    /// <summary>The timestamp of the last time the message was handed out.</summary>
    public long Started
    {
        get => Volatile.Read(ref started);
        set => Volatile.Write(ref started, value);
    }
}
