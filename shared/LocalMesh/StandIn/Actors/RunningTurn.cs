namespace SharedSequencer.StandIn.Actors;

/// <summary>One call while it is with the app, and the means to take it away.</summary>
internal sealed class RunningTurn : IDisposable
{
    private readonly Lock gate = new();
    private readonly CancellationTokenSource cancellation;
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ITimer? deadline;
    private bool disposed;

    public RunningTurn(TimeSpan? timeout, TimeProvider time, CancellationToken callerLeft)
    {
        cancellation = CancellationTokenSource.CreateLinkedTokenSource(callerLeft);
        if (timeout is { } limit)
            deadline = time.CreateTimer(_ => Cut(CutReason.Timeout), null, limit, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Cancelled when the caller leaves or the turn is cut.</summary>
    public CancellationToken Token => cancellation.Token;

    public CutReason Reason { get; private set; }

    public Task Ended => ended.Task;

    /// <summary>Takes the turn from the app. The first reason counts.</summary>
    public void Cut(CutReason reason)
    {
        lock (gate)
        {
            if (disposed || Reason != CutReason.None) return;
            Reason = reason;
        }
        // Outside the lock: continuations of the cancelled call run here and dispose the turn.
        cancellation.Cancel();
    }

    public void Dispose()
    {
        lock (gate)
        {
            disposed = true;
        }
        deadline?.Dispose();
        ended.TrySetResult();
        cancellation.Dispose();
    }
}
