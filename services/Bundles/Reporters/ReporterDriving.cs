using SharedSequencer.Primitives;
using SharedSequencer.Protocol;
using SharedSequencer.ServiceDefaults;

namespace SharedSequencer.Bundles.Reporters;

/// <summary>
/// Asks reporters for the word that open legs lack, and hands it to ingress. Nothing depends on it: reporters report on
/// their own, and without any word the chain decides Abort at the deadline.
/// </summary>
internal sealed class ReporterDriving(
    OpenLegs open,
    ReporterClient reporters,
    IngressClient ingress,
    ReporterOptions options,
    Genesis genesis,
    Telemetry telemetry,
    TimeProvider time,
    ILogger<ReporterDriving> logger) : BackgroundService
{
    private const int QuestionsAtOnce = 4;

    /// <summary>When a leg may be asked about again, by timestamps, and how long the pause was.</summary>
    private Dictionary<(Hash256 Bundle, int Leg), (long Since, TimeSpan Pause)> _asked = [];
    private Dictionary<(Hash256 Bundle, int Leg), (long Since, TimeSpan Pause)> _askedInThisWalk = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(options.CheckIntervalMs), time, stoppingToken);
                await TryDriveAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Asked to stop.
        }
    }

    private async Task TryDriveAsync(CancellationToken cancellationToken)
    {
        try
        {
            var (legs, isLast) = await open.NextAsync(cancellationToken);
            var due = legs.Where(IsDue).ToList();
            await Parallel.ForEachAsync(
                due,
                new ParallelOptions { MaxDegreeOfParallelism = QuestionsAtOnce, CancellationToken = cancellationToken },
                async (leg, token) => telemetry.ReporterAsked(await AskAsync(leg, token)));
            // What was not met in a whole walk is not open any more.
            if (isLast) (_asked, _askedInThisWalk) = (_askedInThisWalk, []);
        }
        catch (Exception problem) when (DatabaseTrouble.MayPass(problem))
        {
            logger.DatabaseFailed(problem);
        }
    }

    private bool IsDue(OverdueLeg leg)
    {
        var name = (leg.Bundle, leg.Leg);
        var known = _asked.TryGetValue(name, out var last);
        var isDue = !known || time.GetElapsedTime(last.Since) >= last.Pause;
        _askedInThisWalk[name] = isDue ? (time.GetTimestamp(), Longer(last.Pause)) : last;
        return isDue;
    }

    private TimeSpan Longer(TimeSpan pause) => TimeSpan.FromMilliseconds(
        Math.Clamp(pause.TotalMilliseconds * 2, options.CheckIntervalMs, Math.Max(options.CheckIntervalMs, options.LongestPauseMs)));

    private async Task<Asked> AskAsync(OverdueLeg leg, CancellationToken cancellationToken)
    {
        try
        {
            if (await reporters.ReportAsync(leg.Bundle, leg.Leg, cancellationToken) is not { } report) return Asked.NotYet;
            if (!leg.IsAnsweredBy(report, genesis.NetworkId))
            {
                logger.UselessReport(leg.Bundle.ToString(), leg.Leg);
                return Asked.Useless;
            }

            await ingress.HandOverAsync(report, cancellationToken);
            return Asked.HandedOver;
        }
        catch (ReporterAwayException problem)
        {
            logger.ReporterAway(leg.Bundle.ToString(), leg.Leg, problem.Message);
            return Asked.Away;
        }
    }
}
