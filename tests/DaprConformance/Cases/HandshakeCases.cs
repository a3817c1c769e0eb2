using System.Text.Json;
using SharedSequencer.DaprConformance.Tests.Replay;
using SharedSequencer.DaprConformance.Tests.Support;

namespace SharedSequencer.DaprConformance.Tests.Cases;

/// <summary>Health, handshake and metadata.</summary>
internal static class HandshakeCases
{
    public static readonly IReadOnlyDictionary<string, Func<CaseContext, Task>> All =
        new Dictionary<string, Func<CaseContext, Task>>
        {
            ["health-app-not-listening"] = AppNotListeningAsync,
            ["handshake-app-calls"] = AppCallsAsync,
            ["handshake-config-variants"] = ConfigVariantsAsync,
            ["handshake-subscribe-variants"] = SubscribeVariantsAsync,
            ["sdk-handshake"] = SdkHandshakeAsync,
            ["metadata"] = MetadataAsync,
        };

    private static async Task AppNotListeningAsync(CaseContext context)
    {
        await using var world = await context.StartAsync(
            new WorldPlan(new AppPlan("app1", Plans.Types) { Listens = false }));
        var caller = new RecordedCaller(world, "app1");
        var start = context.Recording.Base;
        for (var index = 0; index < start.Requests.Count; index++)
        {
            var actual = await caller.SendAsync(start.Requests[index], context.Cancelled);
            Comparison.AssertResponse(start.Responses[index], actual, start.Key);
        }
        var publish = context.Recording["state-publish-before-app"].Requests[1];
        Assert.Equal(204, (await caller.SendAsync(publish, context.Cancelled)).Status);

        // No answer and no app call for as long as the app does not listen; then the same call is answered.
        var waiting = caller.SendAsync(context.Recording["actor-call-before-app"].Requests[0], context.Cancelled);
        Assert.Equal(500, await world.HealthAsync("app1", context.Cancelled));
        Assert.False(waiting.IsCompleted);
        await world.App("app1").ListenAsync(context.Cancelled);
        Assert.Equal(200, (await waiting).Status);
    }

    private static async Task AppCallsAsync(CaseContext context)
    {
        await using var world = await context.StartAsync(
            new WorldPlan(new AppPlan("app1", """{"entities":["T","U"]}""", Plans.Subscribe(("orders", null)))));
        Comparison.AssertAppCalls(context.Recording.Base, world.Calls.All);
    }

    private static async Task ConfigVariantsAsync(CaseContext context)
    {
        string?[] configs = [null, "{}", "{", """{"entities":["T"],"actorIdleTimeout":"soon"}"""];
        Assert.Equal(configs.Length, context.Recording.Entries.Count);
        foreach (var (entry, config) in context.Recording.Entries.Zip(configs))
        {
            await using var world = await context.StartAsync(new WorldPlan(new AppPlan("app1", config, "[]")));
            var actual = await new RecordedCaller(world, "app1").SendAsync(entry.Requests[0], context.Cancelled);
            Comparison.AssertResponse(entry.Responses[0], actual, entry.Key);
            Comparison.AssertAppCalls(entry, world.Calls.All);
        }
    }

    private static async Task SubscribeVariantsAsync(CaseContext context)
    {
        // 500, then broken JSON.
        string?[] answers = [null, "["];
        foreach (var (entry, answer) in context.Recording.Entries.Zip(answers))
        {
            // Starting waits for readiness, which is the recorded answer.
            await using var world = await context.StartAsync(new WorldPlan(
                new AppPlan("app1", Plans.Types, answer) { AbsentStatus = 500 }));
            Comparison.AssertAppCalls(entry, world.Calls.All);
        }
    }

    private static async Task SdkHandshakeAsync(CaseContext context)
    {
        var exchanges = context.Recording.Base.Responses;
        var answers = exchanges.Select(exchange => exchange.GetProperty("answer").GetProperty("body").GetRawText()).ToList();
        await using var world = await context.StartAsync(new WorldPlan(new AppPlan("app1", answers[0], answers[1])));
        for (var index = 0; index < exchanges.Count; index++)
            Comparison.AssertAppCall(exchanges[index].GetProperty("request"), world.Calls.All[index], "sdk-handshake");

        // The sidecar understood it: the type is hosted, and the plain subscription gets its messages.
        var call = await world.Caller.SendAsync(
            HttpMethod.Put, world.Url("app1", "/v1.0/actors/BenchActor/a/method/m"), "x", context.Cancelled);
        Assert.Equal(200, call.Status);
        using var publish = JsonDocument.Parse("""{"path":"/v1.0/publish/pubsub/bench","body":"x"}""");
        await new RecordedCaller(world, "app1").SendAsync(publish.RootElement, context.Cancelled);
        var delivery = await world.Calls.WaitAsync(1, context.Cancelled, app => app.Method == "POST");
        Assert.Equal("/ev", delivery[0].Path);
    }

    private static async Task MetadataAsync(CaseContext context)
    {
        await using var world = await context.StartAsync(
            new WorldPlan(new AppPlan("app1", """{"entities":["U","T"]}""", Plans.Subscribe(("orders", null)))));
        var caller = new RecordedCaller(world, "app1");
        var start = context.Recording.Base;
        AssertMembers(start.Responses[0], await caller.SendAsync(start.Requests[0], context.Cancelled));
        var set = context.Recording["metadata-set"];
        Comparison.AssertResponse(set.Responses[0], await caller.SendAsync(set.Requests[0], context.Cancelled), set.Key);
        AssertMembers(set.Responses[1], await caller.SendAsync(set.Requests[1], context.Cancelled));
    }

    // Components, features and scheduler differ by installation; the app's port by run.
    private static void AssertMembers(JsonElement expected, RawResponse actual)
    {
        string[] compared = ["id", "runtimeVersion", "extended", "subscriptions", "actorRuntime"];
        using var document = JsonDocument.Parse(actual.Body);
        foreach (var name in compared.Where(name => expected.GetProperty("body").TryGetProperty(name, out _)))
        {
            Assert.True(
                TextRules.JsonMatches(expected.GetProperty("body").GetProperty(name), document.RootElement.GetProperty(name)),
                $"metadata {name}: {document.RootElement.GetProperty(name)}");
        }
    }
}
