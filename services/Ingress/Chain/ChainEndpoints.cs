using System.Text.Json;
using SharedSequencer.Messages;
using SharedSequencer.ServiceDefaults;

namespace SharedSequencer.Ingress.Chain;

/// <summary>What the sidecar delivers. An unreadable message is dropped and logged: repeating it cannot help.</summary>
internal static class ChainEndpoints
{
    private const string Prefix = "/events/";

    public static void MapChainEvents(this IEndpointRouteBuilder app)
    {
        app.MapPost(Prefix + Topics.RollupExecuted, OnRollupExecutedAsync).FromTopic(Topics.RollupExecuted).ExcludeFromDescription();
        MapDead(app, Topics.RollupExecutedDead);
    }

    private static void MapDead(IEndpointRouteBuilder app, string topic) =>
        app.MapPost(Prefix + topic, (ILogger<ChainFollowing> logger) =>
        {
            Telemetry.DeadLetter(topic);
            logger.DeadLetterRead(topic);
            return TypedResults.Ok();
        }).FromTopic(topic, isDeadLetter: true).ExcludeFromDescription();

    private static async Task<IResult> OnRollupExecutedAsync(
        HttpRequest request, ExecutionReports reports, ILogger<ChainFollowing> logger,
        CancellationToken cancellationToken)
    {
        if (await ReadAsync<RollupExecuted>(request, cancellationToken) is { Transactions: not null } executed)
            await reports.TakeAsync(executed, cancellationToken);
        else logger.UnreadableMessage(Topics.RollupExecuted);
        return TypedResults.Ok();
    }

    private static async Task<T?> ReadAsync<T>(HttpRequest request, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<T>(request.Body, MeshJson.Options, cancellationToken);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
