using Microsoft.EntityFrameworkCore;
using SharedSequencer.Bundles.Storage;
using SharedSequencer.ServiceDefaults;

namespace SharedSequencer.Bundles.Saga;

/// <summary>Counts now and then what waits: events to be published, bundles in each state.</summary>
internal sealed class SagaBacklog(
    IDbContextFactory<BundlesContext> contexts, TimeProvider time, ILogger<SagaBacklog> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private long _events;
    private IReadOnlyDictionary<string, long> _states = new Dictionary<string, long>();

    /// <summary>Events that are not published yet.</summary>
    public long Events => Interlocked.Read(ref _events);

    /// <summary>How many bundles stand where.</summary>
    public IReadOnlyDictionary<string, long> States => Volatile.Read(ref _states);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await TryCountAsync(stoppingToken);
                await Task.Delay(Interval, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Asked to stop.
        }
    }

    private async Task TryCountAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            Interlocked.Exchange(ref _events, await context.Outbox.LongCountAsync(cancellationToken));
            Volatile.Write(ref _states, await context.Sagas
                .GroupBy(saga => saga.State)
                .Select(group => new { State = group.Key, Count = group.LongCount() })
                .ToDictionaryAsync(entry => entry.State, entry => entry.Count, cancellationToken));
        }
        catch (Exception problem) when (DatabaseTrouble.MayPass(problem))
        {
            logger.DatabaseFailed(problem);
        }
    }
}
