using SharedSequencer.Sentinel.Health;
using SharedSequencer.ServiceDefaults;

namespace SharedSequencer.Sentinel.Watching;

/// <summary>Looks at everything, round after round, and says when something changed.</summary>
internal sealed class Watcher(
    ServiceProbes probes, LatestPicture latest, HealthRules rules, SentinelOptions options, TimeProvider time,
    ILogger<Watcher> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await LookAsync(stoppingToken);
                await Task.Delay(TimeSpan.FromMilliseconds(options.IntervalMs), time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Asked to stop between or in a round.
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        var before = latest.Picture;
        var head = probes.HeadAsync(cancellationToken);
        var readings = await Task.WhenAll(
            probes.Watched.Select(appId => ReadAsync(appId, before, cancellationToken)));
        var newest = await head is { } told ? new HeadReading(told) : before.Head;
        latest.Picture = new Picture(time.GetUtcNow(), readings, newest);
        Report(before);
    }

    private async Task<ServiceReading> ReadAsync(string appId, Picture before, CancellationToken cancellationToken)
    {
        var report = await probes.ReadinessAsync(appId, cancellationToken);
        var state = report switch
        {
            null => ServiceState.Unreachable,
            { Status: ReadinessReport.Ready } => ServiceState.Ready,
            _ => ServiceState.NotReady,
        };
        var last = before.Services.FirstOrDefault(reading => reading.AppId == appId);
        var since = last is not null && last.State == state ? last.Since : time.GetUtcNow();
        if (last is not null && last.State != state)
            logger.ServiceStateChanged(appId, state);
        return new ServiceReading(appId, state, report?.Checks ?? new Dictionary<string, string>(), since);
    }

    private void Report(Picture before)
    {
        var health = rules.Judge(latest.Picture);
        if (health.Status == rules.Judge(before).Status)
            return;
        if (health.Status == LayerStatus.Operational)
        {
            logger.LayerOperational();
            return;
        }
        var reasons = string.Join(" ", health.Reasons.Select(reason => $"{reason.Code}({reason.Subject})"));
        logger.LayerImpaired(health.Status, reasons);
    }
}
