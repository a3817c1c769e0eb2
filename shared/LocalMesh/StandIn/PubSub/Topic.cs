using System.Collections.Concurrent;

namespace SharedSequencer.StandIn.PubSub;

/// <summary>
/// One topic: a bounded tail of recent messages for apps that subscribe for the first time, and a group per app.
/// </summary>
internal sealed class Topic(PubSubComponent component, TimeProvider time)
{
    private const int MaxTailMessages = 1024;
    private const long MaxTailBytes = 16 * 1024 * 1024;

    private readonly Lock gate = new();
    private readonly ConcurrentDictionary<string, ConsumerGroup> groups = new();
    private readonly Queue<StoredMessage> tail = new();
    private readonly List<StoredMessage> heldBack = [];
    private long tailBytes;

    public TopicFaults Faults { get; } = new();

    public int Depth => groups.Values.Sum(group => group.Depth);

    /// <summary>The app's group; a new one starts with the messages that are still in the tail.</summary>
    public ConsumerGroup Group(string appId)
    {
        lock (gate)
        {
            if (groups.TryGetValue(appId, out var known)) return known;
            var group = new ConsumerGroup(component, Faults, time);
            foreach (var message in tail) group.Add(message);
            return groups[appId] = group;
        }
    }

    /// <summary>Takes a message; false when the memory limit is reached.</summary>
    public bool TryPublish(StoredMessage message)
    {
        if (groups.Values.Any(group => group.IsFull)) return false;
        if (Faults.TakeLoss()) return true;
        if (Faults.TakeReorder(out var isLast)) HoldBack(message, isLast);
        else if (Faults.TakeDelay()) _ = ReleaseLaterAsync([message]);
        else Release([message]);
        return true;
    }

    private void Release(IEnumerable<StoredMessage> messages)
    {
        lock (gate)
        {
            foreach (var message in messages)
            {
                tail.Enqueue(message);
                tailBytes += message.Envelope.Length;
                foreach (var group in groups.Values) group.Add(message);
            }
            while (tail.Count > MaxTailMessages || tailBytes > MaxTailBytes)
                tailBytes -= tail.Dequeue().Envelope.Length;
        }
    }

    private async Task ReleaseLaterAsync(StoredMessage[] messages)
    {
        await Task.Delay(Faults.Hold, time, CancellationToken.None);
        Release(messages);
    }

    private void HoldBack(StoredMessage message, bool isLast)
    {
        lock (gate)
        {
            heldBack.Add(message);
            // The first one sees to it that a number of messages that is never reached does not hold them for ever.
            if (heldBack.Count == 1) _ = ReleaseHeldLaterAsync();
        }
        if (isLast) ReleaseHeld();
    }

    private async Task ReleaseHeldLaterAsync()
    {
        await Task.Delay(Faults.Hold, time, CancellationToken.None);
        ReleaseHeld();
    }

    private void ReleaseHeld()
    {
        lock (gate)
        {
            heldBack.Reverse();
            Release(heldBack);
            heldBack.Clear();
        }
    }
}
