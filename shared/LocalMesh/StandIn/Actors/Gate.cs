namespace SharedSequencer.StandIn.Actors;

/// <summary>A door that several parties may hold shut. While one does, callers wait, without an answer and without limit.</summary>
internal sealed class Gate
{
    private readonly Lock gate = new();
    private int holders;
    private TaskCompletionSource? shut;

    public Task WaitAsync(CancellationToken cancellationToken)
    {
        var waiting = Volatile.Read(ref shut);
        return waiting is null ? Task.CompletedTask : waiting.Task.WaitAsync(cancellationToken);
    }

    public void Close()
    {
        lock (gate)
        {
            if (++holders == 1) shut = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    public void Open()
    {
        lock (gate)
        {
            if (--holders > 0) return;
            shut?.SetResult();
            shut = null;
        }
    }
}
