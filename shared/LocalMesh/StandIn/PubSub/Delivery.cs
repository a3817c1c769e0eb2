namespace SharedSequencer.StandIn.PubSub;

/// <summary>One message in one consumer group, from the queue to its acknowledgement.</summary>
internal sealed class Delivery(long id, StoredMessage message)
{
    private long started;
    private int queued = 1;

    public long Id => id;

    public StoredMessage Message => message;

    /// <summary>Notes that the message was taken from the queue.</summary>
    public void MarkTaken() => Volatile.Write(ref queued, 0);

    /// <summary>Notes that the message goes into the queue again; false when it is still there.</summary>
    public bool TryMarkQueued() => Interlocked.Exchange(ref queued, 1) == 0;

    /// <summary>The timestamp of the last time the message was handed out.</summary>
    public long Started
    {
        get => Volatile.Read(ref started);
        set => Volatile.Write(ref started, value);
    }
}
