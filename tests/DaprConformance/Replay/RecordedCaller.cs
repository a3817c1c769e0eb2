using System.Text.Json;
using Dapr.Client.Autogen.Grpc.v1;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.WebUtilities;
using SharedSequencer.DaprConformance.Tests.Support;
using DaprGrpc = Dapr.Client.Autogen.Grpc.v1.Dapr;

namespace SharedSequencer.DaprConformance.Tests.Replay;

/// <summary>
/// Sends recorded requests. Publishes were recorded over HTTP; they go out over gRPC, the only door our services publish
/// through, and an OK counts as the recorded 204.
/// </summary>
internal sealed class RecordedCaller(World world, string appId)
{
    private const string Trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    public async Task<RawResponse> SendAsync(JsonElement request, CancellationToken cancellationToken)
    {
        var path = TextRules.Expand(request.GetProperty("path").GetString()!);
        var headers = Headers(request);
        var body = request.TryGetProperty("body", out var recorded) ? recorded : default;
        if (path.StartsWith("/v1.0/publish/", StringComparison.Ordinal))
            return await PublishAsync(path["/v1.0/publish/".Length..], headers, body, cancellationToken);
        return await world.Caller.SendAsync(
            new HttpMethod(request.GetProperty("method").GetString()!), world.Url(appId, path), headers,
            TextRules.Bytes(body), cancellationToken);
    }

    /// <summary>Makes one gRPC call.</summary>
    public async Task<T> CallAsync<T>(
        Func<DaprGrpc.DaprClient, CallOptions, AsyncUnaryCall<T>> call, CallOptions options)
    {
        using var channel = GrpcChannel.ForAddress(
            $"http://127.0.0.1:{world.Sidecars.GrpcPort(appId)}", new GrpcChannelOptions { MaxSendMessageSize = null });
        using var running = call(new DaprGrpc.DaprClient(channel), options);
        return await running;
    }

    private async Task<RawResponse> PublishAsync(
        string target, Dictionary<string, string> headers, JsonElement body, CancellationToken cancellationToken)
    {
        var metadata = new Metadata();
        foreach (var name in new[] { "traceparent", "tracestate", "dapr-api-token" })
        {
            if (headers.TryGetValue(name, out var value)) metadata.Add(name, value);
        }
        var options = new CallOptions(metadata, cancellationToken: cancellationToken);
        var (path, query) = target.Split('?') is [var head, var tail] ? (head, tail) : (target, "");
        var settings = QueryHelpers.ParseQuery(query).ToDictionary(
            item => item.Key["metadata.".Length..], item => item.Value.ToString());
        if (path.Split('/') is ["bulk", var pubSub, var topic])
            await CallAsync((client, call) => client.BulkPublishEventAsync(Bulk(pubSub, topic, body), call), options);
        else
            await CallAsync((client, call) => client.PublishEventAsync(Single(path, headers, settings, body), call), options);
        return new RawResponse(204, new Dictionary<string, string> { ["traceparent"] = Trace }, []);
    }

    private static PublishEventRequest Single(
        string path, Dictionary<string, string> headers, Dictionary<string, string> settings, JsonElement body)
    {
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        return new PublishEventRequest
        {
            PubsubName = path[..slash],
            Topic = path[(slash + 1)..],
            Data = ByteString.CopyFrom(TextRules.Bytes(body) ?? []),
            DataContentType = headers.GetValueOrDefault("content-type", ""),
            Metadata = { settings },
        };
    }

    private static BulkPublishRequest Bulk(string pubSub, string topic, JsonElement body)
    {
        var request = new BulkPublishRequest { PubsubName = pubSub, Topic = topic };
        request.Entries.AddRange(body.EnumerateArray().Select(entry =>
        {
            var contentType = entry.GetProperty("contentType").GetString()!;
            var value = entry.GetProperty("event");
            return new BulkPublishRequestEntry
            {
                EntryId = entry.GetProperty("entryId").GetString(),
                ContentType = contentType,
                Event = contentType == "application/octet-stream"
                    ? ByteString.FromBase64(value.GetString())
                    : ByteString.CopyFrom(TextRules.Bytes(value)),
            };
        }));
        return request;
    }

    private static Dictionary<string, string> Headers(JsonElement request)
    {
        if (!request.TryGetProperty("headers", out var headers)) return [];
        return headers.EnumerateObject().ToDictionary(header => header.Name, header => header.Name switch
        {
            "traceparent" => Trace,
            "tracestate" => "a=b",
            _ => TextRules.Expand(header.Value.GetString()!.Replace("<any>", "", StringComparison.Ordinal)),
        });
    }
}
