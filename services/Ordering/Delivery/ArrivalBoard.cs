using System.Collections.Concurrent;
using SharedSequencer.Primitives;

namespace SharedSequencer.Ordering.Delivery;

/// <summary>
/// Where batches that overtook their predecessor wait for it. Brokers deliver several messages at a time, so
/// neighbours swap often; a short wait here saves a resend of seconds.
/// </summary>
internal sealed class ArrivalBoard(int maxWaiting, TimeProvider time)
{
    private readonly ConcurrentDictionary<Hash256, TaskCompletionSource> _awaited = new();
    private int _waiting;

    /// <summary>Tells everyone who waits for this batch.</summary>
    public void Announce(in Hash256 digest)
    {
        if (_awaited.TryRemove(digest, out var arrival))
        {
            arrival.TrySetResult();
        }
    }

    /// <summary>
    /// Waits for a batch to arrive; false when it did not come in time or too many wait already.
    /// </summary>
    /// <param name="digest">The batch.</param>
    /// <param name="isHere">Whether it is here already; asked after the wait is registered.</param>
    /// <param name="limit">Longest wait.</param>
    /// <param name="cancel">Ends the wait.</param>
    public async Task<bool> Wait(Hash256 digest, Func<bool> isHere, TimeSpan limit, CancellationToken cancel)
    {
        if (Interlocked.Increment(ref _waiting) > maxWaiting)
        {
            Interlocked.Decrement(ref _waiting);
            return false;
        }

        var arrival =
            _awaited.GetOrAdd(digest, static _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
        try
        {
            if (isHere())
            {
                return true;
            }

            await arrival.Task.WaitAsync(limit, time, cancel);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
            _awaited.TryRemove(KeyValuePair.Create(digest, arrival));
        }
    }
}
