using Npgsql;
using SharedSequencer.Ordering.Chain;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ordering.Journal;

/// <summary>
/// Deletes what nobody can need any more: bodies that the archive holds (or, without one, that were kept long
/// enough) and the window has left behind, expired batches, old votes, windows and snapshots. Final blocks without bodies
/// stay.
/// </summary>
internal sealed class JournalPruning(
    JournalSession session, FinalChain chain, JournalOptions options, OrderingOptions roles, TimeProvider time,
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
            var now = chain.Final.Timestamp;
            ChainTime? retained = roles.Roles.HasFlag(OrderingRoles.Queue) ? null : now.Minus(options.Retain);
            if (await session.Prune(now.Minus(ProtocolDefaults.PlacedWindow), retained, cancel) is { Bodies: > 0 } pruned)
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
