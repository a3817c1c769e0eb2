using SharedSequencer.DaprConformance.Tests.Replay;
using SharedSequencer.DaprConformance.Tests.Support;
using SharedSequencer.Testing;

namespace SharedSequencer.DaprConformance.Tests.Cases;

/// <summary>A sidecar that is told to stop.</summary>
internal static class ShutdownCases
{
    private static readonly Dictionary<string, string> Token = new() { ["dapr-api-token"] = "tok" };

    public static readonly IReadOnlyDictionary<string, Func<CaseContext, Task>> All =
        new Dictionary<string, Func<CaseContext, Task>>
        {
            ["shutdown-api"] = ApiAsync,
            ["shutdown-sigterm"] = context => SignalAsync(context, "T", ["a", "b"]),
            ["sdk-shutdown"] = context => SignalAsync(context, "BenchActor", SdkActors(context)),
        };

    private static async Task ApiAsync(CaseContext context)
    {
        await using var world = await context.StartAsync(
            new WorldPlan(new AppPlan("app1", Plans.Types, Plans.Subscribe(("orders", null))))
            {
                ApiToken = "tok",
                AppToken = "apptok",
            });
        var release = new TaskCompletionSource();
        world.Script(async (call, _) =>
        {
            if (call.Path is "/orders" or "/actors/T/b/method/slow") await release.Task;
            return AppAnswer.Empty;
        });
        var entry = context.Recording.Base;
        var caller = new RecordedCaller(world, "app1");
        await world.Caller.SendAsync(
            HttpMethod.Put, world.Url("app1", "/v1.0/actors/T/a/method/m"), Token, null, context.Cancelled);
        world.Calls.Forget();
        using var publish = System.Text.Json.JsonDocument.Parse("""
            {
              "path": "/v1.0/publish/pubsub/orders",
              "headers": { "content-type": "application/json", "dapr-api-token": "tok" },
              "body": { "a": 1 }
            }
            """);
        await caller.SendAsync(publish.RootElement, context.Cancelled);
        await world.Calls.WaitAsync(1, context.Cancelled);
        var turn = caller.SendAsync(entry.Requests[1], context.Cancelled);
        await world.Calls.WaitAsync(2, context.Cancelled);

        Comparison.AssertResponse(entry.Responses[0], await caller.SendAsync(entry.Requests[0], context.Cancelled), entry.Key);
        Comparison.AssertResponse(entry.Responses[1], await turn, entry.Key);
        var calls = await world.Calls.WaitAsync(4, context.Cancelled);
        Comparison.AssertAppCalls(entry, [calls[0], calls[1], .. calls.Skip(2).OrderBy(call => call.Path, StringComparer.Ordinal)]);

        // The delivery is waited for.
        Assert.Equal(500, await world.HealthAsync("app1", context.Cancelled));
        release.SetResult();
        await Eventually.HoldsAsync(
            async cancelled => await world.HealthAsync("app1", cancelled) == 0, "the port closes", context.Cancelled);
    }

    private static async Task SignalAsync(CaseContext context, string type, List<string> ids)
    {
        await using var world = await context.StartAsync(Plans.Actors());
        foreach (var id in ids)
        {
            await world.Caller.SendAsync(
                HttpMethod.Put, world.Url("app1", $"/v1.0/actors/{type}/{id}/method/m"), "x", context.Cancelled);
        }
        world.Calls.Forget();
        await world.Sidecars.StopAsync("app1");
        Assert.Equal(ids.Count, world.Calls.Work.Count);
        foreach (var expected in context.Recording.Base.AppCalls)
        {
            var path = RecordedEntry.AppRequest(expected).GetProperty("path").GetString();
            Comparison.AssertAppCall(expected, world.Calls.Work.Single(call => call.Path == path), context.Recording.Name);
        }
        Assert.Equal(0, await world.HealthAsync("app1", context.Cancelled));
    }

    // As many as were recorded, among them the two that are shown.
    private static List<string> SdkActors(CaseContext context)
    {
        var shown = context.Recording.Base.AppCalls
            .Select(call => RecordedEntry.AppRequest(call).GetProperty("path").GetString()!.Split('/')[^1]).ToList();
        var others = context.Recording.Base.Facts.GetProperty("deletes").GetInt32() - shown.Count;
        return [.. shown, .. Enumerable.Range(0, others).Select(number => $"other-{number}")];
    }
}
