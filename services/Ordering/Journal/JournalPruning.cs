using Npgsql;
using SharedSequencer.Ordering.Chain;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ordering.Journal;

/// <summary>
/// Deletes what nobody can need any more: bodies that the archive holds, the queues were told of and the
/// window has left behind, expired batches, old votes, windows and snapshots. Final blocks without bodies
/// stay.
/// </summary>
internal sealed class JournalPruning(
    JournalSession session, FinalChain chain, JournalOptions options, TimeProvider time,
    ILogger<JournalPruning> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.PruneEvery, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await TryPrune(stoppingToken);
        }
    }

    private async Task TryPrune(CancellationToken cancel)
    {
        try
        {
            var oldest = chain.Final.Timestamp.Minus(ProtocolDefaults.PlacedWindow);
            if (await session.Prune(oldest, cancel) is { Bodies: > 0 } pruned)
            {
                logger.JournalPruned(pruned.Horizon, pruned.Bodies);
            }
        }
        catch (NpgsqlException failure)
        {
            logger.PruningFailed(failure.Message);
        }
    }
}
