using Microsoft.AspNetCore.Http.HttpResults;
using SharedSequencer.StandIn.Hosting;
using SharedSequencer.StandIn.PubSub;

namespace SharedSequencer.StandIn.Faults;

/// <summary>The fault switches as HTTP. Every switch is a POST that answers 204 once it has taken effect.</summary>
internal static class FaultEndpoints
{
    private const int DefaultHoldMs = 500;

    public static void Map(IEndpointRouteBuilder routes, FaultSwitches faults)
    {
        routes.MapGet("/status", () => TypedResults.Json(StandInStatus.Of(faults)));
        routes.MapPost("/faults/clear", async (CancellationToken cancellationToken) =>
        {
            await faults.ClearAsync(cancellationToken);
            return TypedResults.NoContent();
        });
        MapMesh(routes, faults);
        MapTopics(routes.MapGroup("/faults/topics/{topic}"), faults);
        MapSidecars(routes.MapGroup("/sidecars/{appId}"), faults);
    }

    private static void MapMesh(IEndpointRouteBuilder routes, FaultSwitches faults)
    {
        routes.MapPost("/faults/rebalance", async (bool? deactivate, CancellationToken cancellationToken) =>
        {
            await faults.RebalanceAsync(deactivate ?? false, cancellationToken);
            return TypedResults.NoContent();
        });
        routes.MapPost("/faults/hang", async (bool on, CancellationToken cancellationToken) =>
        {
            await faults.HangAsync(on, cancellationToken);
            return TypedResults.NoContent();
        });
        routes.MapPost("/faults/publish", (bool failing) =>
        {
            faults.FailPublishes(failing);
            return TypedResults.NoContent();
        });
    }

    private static void MapTopics(RouteGroupBuilder routes, FaultSwitches faults)
    {
        routes.MapPost("/lose", (string topic, int? count) => Set(faults, topic, each => each.Lose(count ?? 1)));
        routes.MapPost("/redeliver", (string topic, int? count) => Set(faults, topic, each => each.Repeat(count ?? 1)));
        routes.MapPost("/delay", (string topic, int? count, int? holdMs) =>
            Set(faults, topic, each => each.Delay(count ?? 1, Hold(holdMs))));
        routes.MapPost("/reorder", (string topic, int? count, int? holdMs) =>
            Set(faults, topic, each => each.Reorder(count ?? 2, Hold(holdMs))));
    }

    private static void MapSidecars(RouteGroupBuilder routes, FaultSwitches faults)
    {
        routes.MapPost("/lose", (string appId) => WithSlotAsync(faults, appId, faults.LoseAsync));
        routes.MapPost("/return", (string appId, CancellationToken cancellationToken) =>
            WithSlotAsync(faults, appId, slot => faults.ReturnAsync(slot, cancellationToken)));
    }

    private static NoContent Set(FaultSwitches faults, string topic, Action<TopicFaults> change)
    {
        foreach (var each in faults.Topic(topic)) change(each);
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, NotFound>> WithSlotAsync(
        FaultSwitches faults, string appId, Func<SidecarSlot, Task> change)
    {
        if (faults.Slots.FirstOrDefault(slot => slot.AppId == appId) is not { } slot) return TypedResults.NotFound();
        await change(slot);
        return TypedResults.NoContent();
    }

    private static TimeSpan Hold(int? milliseconds) => TimeSpan.FromMilliseconds(milliseconds ?? DefaultHoldMs);
}
