namespace SharedSequencer.Publisher.Archive;

/// <summary>A number that only grows, and a task for those who wait for it to grow.</summary>
internal sealed class HeadSignal
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _moved = NewSource();
    private ulong _number;

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

    /// <summary>Completes at the first move after which the number exceeds this one, or at once.</summary>
    public Task BeyondAsync(ulong number)
    {
        lock (_lock) return _number > number ? Task.CompletedTask : WaitAsync(number, _moved.Task);
    }

    private async Task WaitAsync(ulong number, Task moved)
    {
        await moved;
        await BeyondAsync(number);
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
