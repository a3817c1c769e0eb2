using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace SharedSequencer.ServiceDefaults;

/// <summary>Tells an absent database, which comes back, from a wrong statement, which stays wrong.</summary>
public static class DatabaseTrouble
{
    /// <summary>Whether it may pass. EF Core wraps what Npgsql throws, so the causes are looked through.</summary>
    /// <param name="problem">What a piece of work threw.</param>
    public static bool MayPass([NotNullWhen(true)] Exception? problem)
    {
        for (; problem is not null; problem = problem.InnerException)
            if (problem is DbException { IsTransient: true }) return true;
        return false;
    }

    /// <summary>Repeats a piece of work, which must be repeatable, until the database lets it through.</summary>
    /// <param name="work">The work.</param>
    /// <param name="failed">Told of each failure.</param>
    /// <param name="time">The clock of the pauses.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<T> RetryAsync<T>(
        Func<CancellationToken, Task<T>> work,
        Action<Exception> failed,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(work);
        ArgumentNullException.ThrowIfNull(failed);
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                return await work(cancellationToken);
            }
            catch (Exception problem) when (MayPass(problem))
            {
                failed(problem);
                await Task.Delay(pause, time, cancellationToken);
            }
        }
    }

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);
}
