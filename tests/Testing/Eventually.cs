namespace SharedSequencer.Testing;

/// <summary>Waits for a condition instead of for a time.</summary>
public static class Eventually
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    /// <summary>Returns when the condition holds; throws when it does not within a minute.</summary>
    public static async Task HoldsAsync(
        Func<CancellationToken, Task<bool>> condition, string what, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        try
        {
            while (!await condition(limit.Token))
                await Task.Delay(Pause, TimeProvider.System, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"Not within {Limit}: {what}");
        }
    }

    /// <summary>As the other, for a condition that needs no waiting of its own.</summary>
    public static Task HoldsAsync(Func<bool> condition, string what, CancellationToken cancellationToken) =>
        HoldsAsync(_ => Task.FromResult(condition()), what, cancellationToken);
}
