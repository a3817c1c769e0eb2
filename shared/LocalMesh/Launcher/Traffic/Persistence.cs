namespace SharedSequencer.Launcher.Traffic;

/// <summary>How a user waits for answers.</summary>
/// <param name="time">The clock.</param>
/// <param name="outlastsOutages">Whether who is away or has no room is asked again; else that is the end.</param>
internal sealed class Persistence(TimeProvider time, bool outlastsOutages)
{
    /// <summary>Asks until there is an answer.</summary>
    /// <typeparam name="T">The answer.</typeparam>
    /// <param name="ask">Null: not yet.</param>
    /// <param name="what">What is waited for, to name in the failure.</param>
    /// <param name="patience">How long at most.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="LocalMeshException">There was none in time.</exception>
    public async Task<T> AskAsync<T>(
        Func<CancellationToken, Task<T?>> ask, string what, TimeSpan patience, CancellationToken cancellation)
        where T : class
    {
        T? answer = null;
        await UntilAsync(async token => (answer = await ask(token)) is not null, what, patience, cancellation);
        return answer!;
    }

    /// <summary>Waits until something holds.</summary>
    /// <param name="condition">False: not yet.</param>
    /// <param name="what">What is waited for, to name in the failure.</param>
    /// <param name="patience">How long at most.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="LocalMeshException">It did not hold in time.</exception>
    public Task UntilAsync(
        Func<CancellationToken, Task<bool>> condition, string what, TimeSpan patience, CancellationToken cancellation) =>
        Waiting.UntilAsync(token => HoldsAsync(condition, token), what, patience, time, cancellation);

    private async Task<bool> HoldsAsync(Func<CancellationToken, Task<bool>> condition, CancellationToken cancellation)
    {
        try
        {
            return await condition(cancellation);
        }
        catch (Exception failure) when (outlastsOutages && Outage.Is(failure, cancellation))
        {
            return false;
        }
    }
}
