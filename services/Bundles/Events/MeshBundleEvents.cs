using Dapr;
using Dapr.Client;
using Grpc.Core;
using SharedSequencer.Bundles.Storage;
using SharedSequencer.Messages;
using SharedSequencer.Primitives;

namespace SharedSequencer.Bundles.Events;

/// <summary>The topic <see cref="Topics.BundleEvents"/>, through the sidecar; the bundle is the partition key.</summary>
internal sealed class MeshBundleEvents(DaprClient dapr, Telemetry telemetry) : IBundleEvents
{
    private const string Json = "application/json";

    public async Task PublishAsync(OutboxRow stored, CancellationToken cancellationToken)
    {
        using var activity = telemetry.StartPublish(stored.TraceParent);
        var metadata = new Dictionary<string, string> { ["partitionKey"] = Hex.Encode(stored.BundleId) };
        try
        {
            await dapr.PublishByteEventAsync(
                MeshComponents.PubSub, Topics.BundleEvents, stored.Payload, Json, metadata, cancellationToken);
        }
        catch (Exception problem) when (
            problem is DaprException or RpcException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            throw new BrokerAwayException(problem);
        }
    }
}
