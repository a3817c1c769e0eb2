using System.Collections.Concurrent;
using System.Threading.Channels;

namespace SharedSequencer.StandIn.PubSub;

/// <summary>
/// What one app still has to read of one topic. It outlives the app's sidecar: messages wait, and those that were
/// handed out but never acknowledged come again.
/// </summary>
internal sealed class ConsumerGroup(PubSubComponent component, TopicFaults faults, TimeProvider time)
{
    // Beyond this the broker refuses publishes, as Redis does at its memory limit.
    private const long MaxWaitingBytes = 64 * 1024 * 1024;

    private readonly Channel<Delivery> queue = Channel.CreateUnbounded<Delivery>();
    private readonly ConcurrentDictionary<long, Delivery> unacknowledged = new();
    private long lastId;
    private long waitingBytes;

    public bool IsFull => Volatile.Read(ref waitingBytes) > MaxWaitingBytes;

    /// <summary>Messages not yet acknowledged, handed out or not.</summary>
    public int Depth => queue.Reader.Count + unacknowledged.Count;

    public void Add(StoredMessage message)
    {
        Interlocked.Add(ref waitingBytes, message.Envelope.Length);
        queue.Writer.TryWrite(new Delivery(Interlocked.Increment(ref lastId), message));
    }

    /// <summary>
    /// Hands messages out, several at a time and in the order of the queue, until <paramref name="stop"/>;
    /// then waits for the running ones. <paramref name="abort"/> leaves them unacknowledged.
    /// </summary>
    public async Task ConsumeAsync(
        Func<StoredMessage, CancellationToken, Task> handle, CancellationToken stop, CancellationToken abort)
    {
        var workers = Enumerable.Range(0, component.Concurrency).Select(_ => WorkAsync(handle, stop, abort));
        await Task.WhenAll([ReclaimAsync(stop), .. workers]);
    }

    private async Task WorkAsync(
        Func<StoredMessage, CancellationToken, Task> handle, CancellationToken stop, CancellationToken abort)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                var delivery = await queue.Reader.ReadAsync(stop);
                delivery.MarkTaken();
                delivery.Started = time.GetTimestamp();
                unacknowledged[delivery.Id] = delivery;
                if (faults.TakeRepeat()) Requeue(delivery);
                await handle(delivery.Message, abort);
                Acknowledge(delivery);
            }
            catch (OperationCanceledException)
            {
                // Stopped while waiting, or aborted while working; the message then stays unacknowledged.
            }
        }
    }

    // At most once at a time, however long the workers are busy.
    private void Requeue(Delivery delivery)
    {
        if (delivery.TryMarkQueued()) queue.Writer.TryWrite(delivery);
    }

    private void Acknowledge(Delivery delivery)
    {
        if (unacknowledged.TryRemove(delivery.Id, out _))
            Interlocked.Add(ref waitingBytes, -delivery.Message.Envelope.Length);
    }

    private async Task ReclaimAsync(CancellationToken stop)
    {
        try
        {
            while (!stop.IsCancellationRequested)
            {
                await Task.Delay(component.RedeliverInterval, time, stop);
                foreach (var late in unacknowledged.Values.Where(IsLate))
                {
                    late.Started = time.GetTimestamp();
                    Requeue(late);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The consumer stops.
        }
    }

    private bool IsLate(Delivery delivery) => time.GetElapsedTime(delivery.Started) >= component.ProcessingTimeout;
}
