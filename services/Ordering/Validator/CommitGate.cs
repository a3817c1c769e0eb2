using System.Net.Sockets;

using Npgsql;
using SharedSequencer.Ordering.Journal;

namespace SharedSequencer.Ordering.Validator;

/// <summary>
/// The way into the journal: repeats a commit until it is known to have happened, paced, because nothing may
/// leave before. While it cannot, the validator is not ready. Only a fence, a contradiction or a refusal ends
/// it.
/// </summary>
internal sealed class CommitGate(
    IJournal journal, ValidatorOptions options, TimeProvider time, ILogger<CommitGate> logger)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    private volatile bool _isWritable = true;

    /// <summary>Whether the last attempt succeeded.</summary>
    public bool IsWritable => _isWritable;

    public async Task Commit(JournalWrite write, CancellationToken cancel)
    {
        if (write.IsEmpty)
        {
            return;
        }

        using var span = Telemetry.Source.StartActivity(Telemetry.CommitJournal);
        span?.SetTag(Telemetry.Rows, write.Batches.Count);
        var started = time.GetTimestamp();
        for (var pause = options.CommitRetry; !await TryCommit(write, cancel); pause = Longer(pause))
        {
            await Task.Delay(pause, time, cancel);
        }

        Telemetry.CommitTime.Record(time.GetElapsedTime(started).TotalSeconds);
        Telemetry.CommitBatches.Record(write.Batches.Count);
    }

    private async Task<bool> TryCommit(JournalWrite write, CancellationToken cancel)
    {
        try
        {
            await journal.Commit(write, cancel);
            _isWritable = true;
            return true;
        }
        catch (Exception failure) when (MayPass(failure))
        {
            _isWritable = false;
            Telemetry.CommitRetries.Add(1);
            logger.CommitRepeated(failure.Message);
            return false;
        }
    }

    private static TimeSpan Longer(TimeSpan pause) => pause * 2 < LongestPause ? pause * 2 : LongestPause;

    /// <summary>
    /// A broken connection, a server that stops or starts, a full disk. What PostgreSQL refuses for a reason
    /// of its own would be refused again.
    /// </summary>
    private static bool MayPass(Exception failure) => failure switch
    {
        PostgresException refused =>
            refused.IsTransient || refused.SqlState.StartsWith("57P", StringComparison.Ordinal),
        NpgsqlException or SocketException or IOException or TimeoutException => true,
        _ => false,
    };
}
