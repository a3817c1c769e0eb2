using Microsoft.EntityFrameworkCore;
using SharedSequencer.Bundles.Storage;
using SharedSequencer.Following;
using SharedSequencer.ServiceDefaults;

namespace SharedSequencer.Bundles.Events;

/// <summary>
/// Publishes the outbox in order and deletes what the broker has taken: each event at least once, those of a bundle one
/// after the other. While the broker is away it is asked less and less often; while there is nothing, nobody is.
/// </summary>
internal sealed class OutboxRelay(
    IDbContextFactory<BundlesContext> contexts,
    IBundleEvents events,
    Telemetry telemetry,
    TimeProvider time,
    ILogger<OutboxRelay> logger) : BackgroundService
{
    private const int EventsPerRound = 64;
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    private readonly HintBell _bell = new(time);

    /// <summary>There may be something new.</summary>
    public void Hint() => _bell.Ring();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            for (var pause = Gathering; ;)
            {
                var published = await TryRelayAsync(stoppingToken);
                pause = published is not null ? Gathering : pause * 2 < LongestPause ? pause * 2 : LongestPause;
                if (published is not EventsPerRound) await Task.Delay(pause, time, stoppingToken);
                if (published is 0) await _bell.WaitAsync(LongestSilence, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Asked to stop. What is left is published after the next start.
        }
    }

    /// <summary>How many events went out; null when it must be tried again.</summary>
    private async Task<int?> TryRelayAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await RelayAsync(cancellationToken);
        }
        catch (BrokerAwayException problem)
        {
            logger.EventsHeld(problem);
        }
        catch (Exception problem) when (DatabaseTrouble.MayPass(problem))
        {
            logger.DatabaseFailed(problem);
        }

        return null;
    }

    private async Task<int> RelayAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var waiting = await context.Outbox.AsNoTracking()
            .OrderBy(row => row.Id)
            .Take(EventsPerRound)
            .ToListAsync(cancellationToken);
        var published = new List<long>(waiting.Count);
        try
        {
            foreach (var row in waiting)
            {
                await events.PublishAsync(row, cancellationToken);
                published.Add(row.Id);
                telemetry.Published();
            }
        }
        finally
        {
            if (published.Count > 0)
                await context.Outbox.Where(row => published.Contains(row.Id)).ExecuteDeleteAsync(cancellationToken);
        }

        return published.Count;
    }
}
