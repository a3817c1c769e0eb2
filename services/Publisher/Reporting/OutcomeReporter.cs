using SharedSequencer.Primitives;
using SharedSequencer.Protocol;
using SharedSequencer.Publisher.Drivers.Cursors;
using SharedSequencer.ServiceDefaults;

namespace SharedSequencer.Publisher.Reporting;

/// <summary>
/// Reports on every leg that the chain waits for, once it is executed: signs, writes down, sends, and sends again until
/// the chain shows the report or the decision. Whatever happens in between, the chain says what is open and the table
/// what was said.
/// </summary>
internal sealed class OutcomeReporter(
    ReporterKey reporter,
    OpenLegs open,
    LegStore store,
    ReportSender sender,
    LegSignal signal,
    ReporterBacklog backlog,
    ReporterOptions options,
    Genesis genesis,
    Telemetry telemetry,
    TimeProvider time,
    ILogger<OutcomeReporter> logger) : BackgroundService
{
    private const int SentAtOnce = 8;
    private const int FailuresPerWarning = 10;

    private readonly Dictionary<LegName, PendingReport> _pending = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (reporter.Key is not { } key)
        {
            logger.NoReporter(ReporterKey.Role);
            return;
        }

        logger.ReporterStarts(key.Address);
        while (true)
        {
            try
            {
                await TakeUpAsync(key, open.Find(), stoppingToken);
                await SendDueAsync(stoppingToken);
            }
            catch (Exception problem) when (DatabaseTrouble.MayPass(problem))
            {
                logger.DatabaseFailed(problem);
            }

            await signal.WaitAsync(UntilDue(), stoppingToken);
        }
    }

    /// <summary>Forgets what the chain has shown or decided, and signs what has been executed.</summary>
    private async Task TakeUpAsync(PrivateKey key, HashSet<LegName> awaited, CancellationToken cancellationToken)
    {
        foreach (var name in _pending.Keys.Where(name => !awaited.Contains(name)).ToList()) _pending.Remove(name);
        awaited.ExceptWith(_pending.Keys);
        foreach (var row in await store.ExecutedAsync(awaited, cancellationToken))
        {
            if (row.Report is { } kept) _pending.Add(row.Name, new PendingReport(kept, time.GetTimestamp()));
            else await SignAsync(key, row, cancellationToken);
        }

        telemetry.Awaited(_pending.Count);
        backlog.Set(_pending.Count > 0 ? _pending.Values.Min(pending => pending.Since) : null);
    }

    /// <summary>Nobody sees a report before it is written down: the table decides which one there is.</summary>
    private async Task SignAsync(PrivateKey key, BundleLegRow row, CancellationToken cancellationToken)
    {
        var leg = row.ToLeg();
        var report = new OutcomeReport
        {
            Network = genesis.NetworkId,
            Bundle = leg.Bundle,
            Leg = leg.Leg,
            RollupBlock = leg.Place.RollupBlock,
            Success = row.Succeeded!.Value,
        }.SignedBy(key);
        if (!await store.TryKeepAsync(report, cancellationToken)) return;
        _pending.Add(row.Name, new PendingReport(report.Encode(), time.GetTimestamp()));
        telemetry.LegReported(leg.Place.Rollup, report.Success);
        logger.LegReported(leg.Bundle, leg.Leg, leg.Place.Rollup.Value, report.Success);
    }

    private Task SendDueAsync(CancellationToken cancellationToken)
    {
        var now = time.GetTimestamp();
        var due = _pending.Where(pending => pending.Value.Due <= now).ToList();
        return Parallel.ForEachAsync(
            due,
            new ParallelOptions { MaxDegreeOfParallelism = SentAtOnce, CancellationToken = cancellationToken },
            async (pending, token) => await SendAsync(pending.Key, pending.Value, token));
    }

    private async Task SendAsync(LegName name, PendingReport pending, CancellationToken cancellationToken)
    {
        var refusal = await sender.SendAsync(pending.Encoded, cancellationToken);
        telemetry.ReportSent(refusal is null);
        pending.Failures = refusal is null ? 0 : pending.Failures + 1;
        if (pending.Failures % FailuresPerWarning == 1) logger.LegReportNotTaken(name.Bundle, name.Leg, refusal!);
        pending.Due = time.GetTimestamp() + Ticks(refusal is null ? LongestPause : PauseAfter(pending.Failures));
    }

    private TimeSpan LongestPause => TimeSpan.FromMilliseconds(options.LongestPauseMs);

    private TimeSpan PauseAfter(int failures)
    {
        var pause = TimeSpan.FromMilliseconds(options.FirstPauseMs) * Math.Pow(2, Math.Min(failures, 16) - 1);
        return pause < LongestPause ? pause : LongestPause;
    }

    private TimeSpan UntilDue()
    {
        var idle = TimeSpan.FromMilliseconds(options.IdleCheckMs);
        if (_pending.Count == 0) return idle;
        var wait = TimeSpan.FromSeconds(
            (double)(_pending.Values.Min(pending => pending.Due) - time.GetTimestamp()) / time.TimestampFrequency);
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait < idle ? wait : idle;
    }

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * time.TimestampFrequency);
}
