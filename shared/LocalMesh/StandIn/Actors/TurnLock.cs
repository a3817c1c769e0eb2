namespace SharedSequencer.StandIn.Actors;

/// <summary>
/// One actor's turns: one at a time, in order of arrival. A waiter that leaves is forgotten at once.
/// </summary>
internal sealed class TurnLock
{
    private readonly Lock gate = new();
    private readonly LinkedList<TaskCompletionSource> waiting = new();
    private bool taken;

    /// <summary>Waits for the turn. Every completed wait must be followed by <see cref="Leave"/>.</summary>
    /// <exception cref="OperationCanceledException">The caller left before its turn came.</exception>
    public async ValueTask EnterAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        LinkedListNode<TaskCompletionSource> place;
        lock (gate)
        {
            if (!taken)
            {
                taken = true;
                return;
            }
            place = waiting.AddLast(new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }
        await using var registration = cancellationToken.UnsafeRegister(_ => Forget(place, cancellationToken), null);
        await place.Value.Task;
    }

    /// <summary>Ends the turn and starts that of the first waiter.</summary>
    public void Leave()
    {
        lock (gate)
        {
            if (waiting.First is not { } next)
            {
                taken = false;
                return;
            }
            waiting.RemoveFirst();
            next.Value.SetResult();
        }
    }

    private void Forget(LinkedListNode<TaskCompletionSource> place, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (place.List is null) return;
            waiting.Remove(place);
            place.Value.SetCanceled(cancellationToken);
        }
    }
}
