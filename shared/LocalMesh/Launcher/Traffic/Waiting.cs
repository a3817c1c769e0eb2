namespace SharedSequencer.Launcher.Traffic;

/// <summary>Waits for a condition of the running mesh.</summary>
public static class Waiting
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    /// <summary>Returns once the condition holds.</summary>
    /// <param name="condition">Asked again and again; what it throws ends the wait.</param>
    /// <param name="what">What is waited for, to name in the failure.</param>
    /// <param name="patience">How long at most.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="LocalMeshException">The condition did not hold in time.</exception>
    public static async Task UntilAsync(
        Func<CancellationToken, Task<bool>> condition,
        string what,
        TimeSpan patience,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        while (!await condition(cancellationToken))
        {
            if (time.GetElapsedTime(started) > patience)
                throw new LocalMeshException($"Not within {patience.TotalSeconds:0} s: {what}.");
            await Task.Delay(Pause, time, cancellationToken);
        }
    }
}
