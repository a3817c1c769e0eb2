using Microsoft.AspNetCore.Http.HttpResults;
using SharedSequencer.Messages;
using SharedSequencer.Ordering.Chain;
using SharedSequencer.Ordering.Queue;
using SharedSequencer.Protocol;
using SharedSequencer.ServiceDefaults;

namespace SharedSequencer.Ordering.Delivery;

/// <summary>What waits in a lane.</summary>
internal static class LaneEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet(OrderingRoutes.LaneStatus, Read);

    private static async Task<Results<Ok<QueueStatus>, ProblemHttpResult>> Read(
        ulong lane, FinalChain chain, IQueueDoor queues, QueueOptions options, CancellationToken cancel)
    {
        if (chain.State is not { } state)
        {
            return Problem.Unavailable("not-recovered", "The validator is still reading its journal.");
        }

        // Asking activates an actor: only for lanes that exist.
        state.Registry.TryGet(new RollupId(lane), out var record);
        if (lane != Lane.Shared.Value && record is null)
        {
            return Problem.NotFound("unknown-rollup", $"No rollup {lane} is registered.");
        }

        return await queues.Ask(new Lane(lane), cancel) is { } depth
            ? TypedResults.Ok(new QueueStatus
            {
                Lane = lane,
                Active = state.Registry.IsActive(new Lane(lane)),
                Depth = depth.Batches,
                Bytes = (int)Math.Min(depth.Bytes, int.MaxValue),
                Height = depth.Height,
                Number = record?.Head.Number ?? 0,
                Quota = new QueueQuota(options.EntriesPerIngress, options.BytesPerIngress),
            })
            : Problem.Unavailable("queue-unreachable", $"The queue of lane {lane} did not answer.");
    }
}
