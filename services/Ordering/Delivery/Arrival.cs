using SharedSequencer.Primitives;

namespace SharedSequencer.Ordering.Delivery;

/// <summary>The coming of one batch, as one who may have to wait for it sees it.</summary>
internal sealed class Arrival(ArrivalBoard board, Hash256 digest, TimeProvider time) : IDisposable
{
    private readonly TaskCompletionSource<bool> _came = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Hash256 Digest => digest;

    /// <summary>False when it does not come in time.</summary>
    public async Task<bool> Wait(TimeSpan limit, CancellationToken cancel)
    {
        try
        {
            return await _came.Task.WaitAsync(limit, time, cancel);
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    public void Dispose() => board.Forget(this);

    internal void Announce() => _came.TrySetResult(true);

    internal void GiveUp() => _came.TrySetResult(false);
}
