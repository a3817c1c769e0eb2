using Dapr;
using Dapr.Actors;

using SharedSequencer.Messages;
using SharedSequencer.Ordering.Queue;
using SharedSequencer.Protocol;
using SharedSequencer.ServiceDefaults;

namespace SharedSequencer.Ordering.Delivery;

/// <summary>
/// Calls the actors through the sidecar. Every call has a timeout of its own: without one a call hangs for as
/// long as the actor placement is away. A call that failed may have taken effect; callers repeat themselves.
/// </summary>
internal sealed class ActorQueueDoor(
    MeshActors actors, QueueOptions options, TimeProvider time, ILogger<ActorQueueDoor> logger) : IQueueDoor
{
    public async Task<AdmitAnswer?> Admit(Lane lane, AdmitRequest request, CancellationToken cancel)
    {
        var answer = await Call(lane, (queue, stop) => queue.Admit(request, stop), cancel);
        RecordDepth(lane, answer?.Depth);
        return answer;
    }

    public async Task<QueueDepth?> Tell(Lane lane, OrderedNotice notice, CancellationToken cancel)
    {
        var answer = await Call(lane, (queue, stop) => queue.Ordered(notice, stop), cancel);
        RecordDepth(lane, answer?.Batches);
        return answer;
    }

    public Task<QueueDepth?> Ask(Lane lane, CancellationToken cancel) =>
        Call(lane, (queue, stop) => queue.Status(stop), cancel);

    private static void RecordDepth(Lane lane, int? depth)
    {
        if (depth is { } batches)
        {
            Telemetry.QueueDepth.Record(
                batches, new KeyValuePair<string, object?>(Telemetry.Lane, lane.ToString()));
        }
    }

    private async Task<T?> Call<T>(
        Lane lane, Func<IRollupQueue, CancellationToken, Task<T>> call, CancellationToken cancel)
        where T : class
    {
        using var limit = new CancellationTokenSource(options.CallTimeout, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            return await call(actors.Queue(lane.Value), stop.Token);
        }
        catch (Exception failure) when (IsUnreachable(failure) && !cancel.IsCancellationRequested)
        {
            logger.QueueUnreachable(lane, failure.GetBaseException().Message);
            return null;
        }
    }

    private static bool IsUnreachable(Exception failure) =>
        failure is HttpRequestException or OperationCanceledException or DaprException or ActorInvokeException
            or ActorMethodInvocationException or DaprApiException or IOException or TimeoutException;
}
