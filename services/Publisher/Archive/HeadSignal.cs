namespace SharedSequencer.Publisher.Archive;

/// <summary>A number that only grows, and a task for those who wait for it to grow.</summary>
internal sealed class HeadSignal
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _moved = NewSource();
    private ulong _number;

    public ulong Number
    {
        get
        {
            lock (_lock) return _number;
        }
    }

    public void Advance(ulong number)
    {
        TaskCompletionSource moved;
        lock (_lock)
        {
            if (number <= _number) return;
            _number = number;
            moved = _moved;
            _moved = NewSource();
        }

        moved.SetResult();
    }

    /// <summary>Returns at the first move after which the number exceeds this one, or at once.</summary>
    public async Task WaitBeyondAsync(ulong number, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task moved;
            lock (_lock)
            {
                if (_number > number) return;
                moved = _moved.Task;
            }

            await moved.WaitAsync(cancellationToken);
        }
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
