using Dapr;
using Dapr.Client;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using SharedSequencer.Messages;
using SharedSequencer.Publisher.Drivers.Cursors;
using SharedSequencer.ServiceDefaults;

namespace SharedSequencer.Publisher.Drivers.Reports;

/// <summary>Publishes the outbox in order and deletes what the broker has taken: each report at least once.</summary>
internal sealed class ReportRelay(
    IDbContextFactory<DriverContext> contexts,
    DaprClient dapr,
    ReportSignal signal,
    Telemetry telemetry,
    TimeProvider time,
    ILogger<ReportRelay> logger) : BackgroundService
{
    private const int ReportsPerRound = 32;
    private const string Json = "application/json";
    private static readonly TimeSpan IdleCheck = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                if (await RelayAsync(stoppingToken) == 0) await signal.WaitAsync(IdleCheck, stoppingToken);
            }
            catch (Exception problem) when (IsSidecarTrouble(problem) || DatabaseTrouble.MayPass(problem))
            {
                if (stoppingToken.IsCancellationRequested) return;
                logger.ReportFailed(problem);
                await Task.Delay(Pause, time, stoppingToken);
            }
        }
    }

    private static bool IsSidecarTrouble(Exception problem) => problem is DaprException or RpcException or OperationCanceledException;

    private async Task<int> RelayAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var reports = await context.ExecutionReports.AsNoTracking()
            .OrderBy(report => report.Id)
            .Take(ReportsPerRound)
            .ToListAsync(cancellationToken);
        foreach (var report in reports) await PublishAsync(report, cancellationToken);
        if (reports.Count > 0)
        {
            var ids = reports.ConvertAll(report => report.Id);
            await context.ExecutionReports.Where(report => ids.Contains(report.Id))
                .ExecuteDeleteAsync(cancellationToken);
        }

        return reports.Count;
    }

    private async Task PublishAsync(ExecutionReportRow report, CancellationToken cancellationToken)
    {
        using var activity = telemetry.StartReport(report.TraceParent);
        await dapr.PublishByteEventAsync(
            MeshComponents.PubSub, Topics.RollupExecuted, report.Payload, Json, null, cancellationToken);
        telemetry.Reported();
    }
}
