using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using SharedSequencer.Messages;
using SharedSequencer.ServiceDefaults;

namespace SharedSequencer.Bundles.Executions;

/// <summary>What the sidecar delivers. An unreadable message is dropped and logged: repeating it cannot help.</summary>
internal static class ExecutionEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/topics/rollup-executed", TakeAsync).FromTopic(Topics.RollupExecuted);
        routes.MapPost("/topics/rollup-executed/dead", DeadReport).FromTopic(Topics.RollupExecutedDead, isDeadLetter: true);
    }

    private static async Task<IResult> TakeAsync(
        HttpRequest request, ExecutionReports reports, ILogger<ExecutionReports> logger, CancellationToken cancellationToken)
    {
        if (await ReadAsync(request, cancellationToken) is not { Transactions: not null, BlockHash: not null } report)
        {
            logger.UnreadableMessage(Topics.RollupExecuted);
            return TypedResults.Ok();
        }

        return await reports.TryTakeAsync(report, cancellationToken)
            ? TypedResults.Ok()
            : Problem.Unavailable("chain-behind", $"Block {report.Number} of rollup {report.RollupId} is not known here yet.");
    }

    /// <summary>A bundle whose report is lost settles by its time-out.</summary>
    private static Ok DeadReport(ILogger<ExecutionReports> logger, Telemetry telemetry)
    {
        telemetry.DeadLetter();
        logger.ReportDied();
        return TypedResults.Ok();
    }

    private static async Task<RollupExecuted?> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<RollupExecuted>(request.Body, MeshJson.Options, cancellationToken);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
