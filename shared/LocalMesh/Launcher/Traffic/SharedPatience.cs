namespace SharedSequencer.Launcher.Traffic;

/// <summary>Time that several waits share: the later ones have what the earlier ones left.</summary>
/// <param name="whole">How long all of them may take together.</param>
/// <param name="time">The clock.</param>
internal sealed class SharedPatience(TimeSpan whole, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly long _started = time.GetTimestamp();

    /// <summary>The first answer that will do; once the time is over, whatever the answer is.</summary>
    /// <param name="ask">Asked again and again.</param>
    /// <param name="suffices">Whether an answer will do.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<T> AskAsync<T>(
        Func<CancellationToken, Task<T>> ask, Func<T, bool> suffices, CancellationToken cancellation)
    {
        while (true)
        {
            var answer = await ask(cancellation);
            if (suffices(answer) || time.GetElapsedTime(_started) >= whole)
                return answer;
            await Task.Delay(Pause, time, cancellation);
        }
    }
}
