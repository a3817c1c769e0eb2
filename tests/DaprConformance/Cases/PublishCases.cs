using System.Text.Json;
using Dapr.Client.Autogen.Grpc.v1;
using Google.Protobuf;
using Grpc.Core;
using SharedSequencer.DaprConformance.Tests.Replay;
using SharedSequencer.DaprConformance.Tests.Support;

namespace SharedSequencer.DaprConformance.Tests.Cases;

/// <summary>Publishing over gRPC, its errors, and the exact text of an envelope.</summary>
internal static class PublishCases
{
    public static readonly IReadOnlyDictionary<string, Func<CaseContext, Task>> All =
        new Dictionary<string, Func<CaseContext, Task>>
        {
            ["pub-json"] = JsonAsync,
            ["pub-grpc"] = GrpcAsync,
            ["pub-broker-down"] = BrokerDownAsync,
            ["bulk-publish-grpc"] = BulkAsync,
        };

    private static async Task JsonAsync(CaseContext context)
    {
        await using var world = await context.StartAsync(Plans.Topics(("orders", null)));
        var caller = new RecordedCaller(world, "app1");
        foreach (var entry in new[] { context.Recording.Base, context.Recording["redis-pub-json"] })
        {
            world.Calls.Forget();
            await caller.SendAsync(entry.Requests[0], context.Cancelled);
            Comparison.AssertAppCalls(entry, await world.Calls.WaitAsync(1, context.Cancelled));
            if (entry.Label is not null) continue;
            var text = context.Recording["pub-json-delivered-text"].Facts.GetProperty("deliveredText").GetString()!;
            Assert.True(TextRules.Matches(text, world.Calls.Work[0].BodyText), world.Calls.Work[0].BodyText);
        }
    }

    private static async Task GrpcAsync(CaseContext context)
    {
        await using var world = await context.StartAsync(Plans.Topics(("orders", null)));
        var entry = context.Recording.Base;
        var message = entry.Requests[0].GetProperty("message");
        var request = new PublishEventRequest
        {
            PubsubName = message.GetProperty("pubsub_name").GetString(),
            Topic = message.GetProperty("topic").GetString(),
            Data = ByteString.CopyFromUtf8(message.GetProperty("data").GetString()),
            DataContentType = message.GetProperty("data_content_type").GetString(),
            Metadata = { ["foo"] = "bar" },
        };
        Assert.Equal(StatusCode.OK, (await PublishAsync(context, world, request)).StatusCode);
        Comparison.AssertAppCalls(entry, await world.Calls.WaitAsync(1, context.Cancelled));

        // Unknown pubsub, empty pubsub name, empty topic, over 4 MiB.
        PublishEventRequest[] bad =
        [
            new PublishEventRequest(request) { PubsubName = "nope" },
            new PublishEventRequest(request) { PubsubName = "" },
            new PublishEventRequest(request) { Topic = "" },
            Oversized(request, context.Recording["pub-grpc-errors"].Responses[3]),
        ];
        foreach (var (expected, odd) in context.Recording["pub-grpc-errors"].Responses.Zip(bad))
            AssertStatus(expected, await PublishAsync(context, world, odd));
    }

    private static async Task BrokerDownAsync(CaseContext context)
    {
        await using var world = await context.StartAsync(Plans.Topics(("t", null)));
        await world.Sidecars.SetBrokerAsync(up: false, context.Cancelled);
        var request = new PublishEventRequest { PubsubName = "pubsub", Topic = "t" };
        AssertStatus(context.Recording.Base.Facts.GetProperty("grpc"), await PublishAsync(context, world, request));
    }

    private static async Task BulkAsync(CaseContext context)
    {
        await using var world = await context.StartAsync(Plans.Topics(("orders", null)));
        var caller = new RecordedCaller(world, "app1");
        var request = new BulkPublishRequest { PubsubName = "pubsub", Topic = "orders" };
        var payload = ByteString.CopyFromUtf8("x");
        request.Entries.Add(new BulkPublishRequestEntry { EntryId = "0", Event = payload, ContentType = "text/plain" });
        var options = new CallOptions(cancellationToken: context.Cancelled);
        // The older name is obsolete for callers; SDKs still fall back to it.
#pragma warning disable CS0612
        var answers = new[]
        {
            await StatusAsync(() => caller.CallAsync((client, call) => client.BulkPublishEventAsync(request, call), options)),
            await StatusAsync(() => caller.CallAsync((client, call) => client.BulkPublishEventAlpha1Async(request, call), options)),
            await StatusAsync(() => caller.CallAsync(
                (client, call) => client.BulkPublishEventAsync(new BulkPublishRequest(request) { PubsubName = "nope" }, call), options)),
        };
#pragma warning restore CS0612
        foreach (var (expected, actual) in context.Recording.Base.Responses.Zip(answers)) AssertStatus(expected, actual);
        await world.Calls.WaitAsync(2, context.Cancelled);
    }

    // The recorded message was larger than the limit by a number of bytes that its text tells.
    private static PublishEventRequest Oversized(PublishEventRequest request, JsonElement expected)
    {
        var size = int.Parse(expected.GetProperty("detail").GetString()!.Split('(', ' ').First(word => int.TryParse(word, out _)));
        var large = new PublishEventRequest(request) { Data = ByteString.CopyFrom(new byte[size]) };
        var excess = large.CalculateSize() - size;
        large.Data = ByteString.CopyFrom(new byte[size - excess]);
        return large;
    }

    private static Task<Status> PublishAsync(CaseContext context, World world, PublishEventRequest request) =>
        StatusAsync(() => new RecordedCaller(world, "app1").CallAsync(
            (client, call) => client.PublishEventAsync(request, call), new CallOptions(cancellationToken: context.Cancelled)));

    private static async Task<Status> StatusAsync(Func<Task> call)
    {
        try
        {
            await call();
            return Status.DefaultSuccess;
        }
        catch (RpcException refused)
        {
            return refused.Status;
        }
    }

    private static void AssertStatus(JsonElement expected, Status actual)
    {
        Assert.Equal(expected.GetProperty("code").GetString(), actual.StatusCode.ToString());
        if (expected.TryGetProperty("detail", out var detail))
            Assert.True(TextRules.Matches(detail.GetString()!, actual.Detail), actual.Detail);
    }
}
