using Dapr.Client;
using SharedSequencer.Messages;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ingress.Batching;

/// <summary>Publishes to <see cref="Topics.Batches"/> with the lane as partition key: one message is one batch.</summary>
internal sealed class DaprBatchPublisher(DaprClient dapr) : IBatchPublisher
{
    private const string ContentType = "application/octet-stream";

    public Task PublishAsync(Lane lane, ReadOnlyMemory<byte> batch, CancellationToken cancellationToken) =>
        dapr.PublishByteEventAsync(
            MeshComponents.PubSub, Topics.Batches, batch, ContentType,
            new Dictionary<string, string> { ["partitionKey"] = lane.ToString() }, cancellationToken);
}
