using Dapr.Client.Autogen.Grpc.v1;
using Google.Protobuf.Collections;
using Grpc.Core;
using SharedSequencer.StandIn.Http;

namespace SharedSequencer.StandIn.PubSub;

/// <summary>The publish calls of one app, with daprd's status codes and texts.</summary>
internal sealed class PublishDoor(string appId, Broker broker, TimeProvider time)
{
    public void Publish(PublishEventRequest request, Metadata headers)
    {
        Check(request.PubsubName, request.Topic);
        Store(new PublishedEvent(
            appId, request.PubsubName, request.Topic, request.Data.Memory, request.DataContentType,
            ToDictionary(request.Metadata, null), Trace(headers)));
    }

    /// <summary>Publishes every entry. Delivery does not keep their order, so neither does this.</summary>
    public BulkPublishResponse Publish(BulkPublishRequest request, Metadata headers)
    {
        Check(request.PubsubName, request.Topic);
        var ids = new HashSet<string>(StringComparer.Ordinal);
        if (!request.Entries.All(entry => entry.EntryId.Length > 0 && ids.Add(entry.EntryId)))
            throw Refusal(StatusCode.InvalidArgument, EntryIdFault(request));
        var trace = Trace(headers);
        foreach (var entry in request.Entries.TakeLast(1).Concat(request.Entries.SkipLast(1)))
        {
            Store(new PublishedEvent(
                appId, request.PubsubName, request.Topic, entry.Event.Memory, entry.ContentType,
                ToDictionary(request.Metadata, entry.Metadata), trace));
        }
        return new BulkPublishResponse();
    }

    private void Check(string pubSub, string topic)
    {
        if (pubSub.Length == 0) throw Refusal(StatusCode.InvalidArgument, "pubsub name is empty");
        if (!broker.Knows(pubSub)) throw Refusal(StatusCode.InvalidArgument, $"pubsub {pubSub} is not found");
        if (topic.Length == 0) throw Refusal(StatusCode.InvalidArgument, $"topic is empty in pubsub {pubSub}");
    }

    private void Store(in PublishedEvent published)
    {
        if (Envelope.Seal(published, time.GetUtcNow()) is not { } message)
        {
            throw Refusal(
                StatusCode.InvalidArgument,
                "error when marshalling cloud event envelope for topic " +
                $"{published.Topic} pubsub {published.PubSub}: the event is no JSON object");
        }
        if (broker.Publish(published.PubSub, published.Topic, message) is { } refusal)
        {
            throw Refusal(
                StatusCode.Internal,
                $"error when publishing to topic {published.Topic} in pubsub {published.PubSub}: {refusal}");
        }
    }

    private static TraceFields Trace(Metadata headers) =>
        new(TraceParent.Continue(headers.GetValue(TraceParent.Header)), headers.GetValue("tracestate") ?? "");

    private static Dictionary<string, string> ToDictionary(
        MapField<string, string> shared, MapField<string, string>? own)
    {
        var metadata = new Dictionary<string, string>(shared);
        foreach (var (name, value) in own ?? []) metadata[name] = value;
        return metadata;
    }

    private static string EntryIdFault(BulkPublishRequest request) =>
        $"error marshaling events to bytes for topic {request.Topic} pubsub {request.PubsubName}. " +
        "error: entryId is duplicated or not present for entry";

    private static RpcException Refusal(StatusCode code, string detail) => new(new Status(code, detail));
}
