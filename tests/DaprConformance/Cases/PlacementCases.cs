using System.Text.Json;
using SharedSequencer.DaprConformance.Tests.Replay;
using SharedSequencer.DaprConformance.Tests.Support;

namespace SharedSequencer.DaprConformance.Tests.Cases;

/// <summary>Hosts that come and go, and a placement service that goes.</summary>
internal static class PlacementCases
{
    public static readonly IReadOnlyDictionary<string, Func<CaseContext, Task>> All =
        new Dictionary<string, Func<CaseContext, Task>>
        {
            ["placement-crash-of-other-host"] = CrashOfOtherHostAsync,
            ["placement-service-down"] = ServiceDownAsync,
        };

    private static async Task CrashOfOtherHostAsync(CaseContext context)
    {
        const string config = """{"entities":["T"],"drainRebalancedActors":true,"drainOngoingCallTimeout":"2s"}""";
        await using var world = await context.StartAsync(Plans.Actors(config));
        await world.Sidecars.AddOtherHostAsync("app1", context.Cancelled);
        var entry = context.Recording.Base;
        var firstRuns = new HashSet<string>();
        var release = new TaskCompletionSource();
        world.Script(async (call, _) =>
        {
            bool isFirst;
            lock (firstRuns) isFirst = call.Path.Contains("long5", StringComparison.Ordinal) && firstRuns.Add(call.Path);
            if (isFirst) await release.Task;
            return PlainCase.Replayed(entry.Responses[0]);
        });
        var actors = entry.Facts.GetProperty("callers").EnumerateObject().Select(caller => caller.Name).ToList();
        var running = actors.Select(id => CallAsync(context, world, id, "long5")).ToList();
        await world.Calls.WaitAsync(actors.Count, context.Cancelled);

        var crash = world.Sidecars.CrashOtherHostAsync(context.Cancelled);
        var shortCall = await CallAsync(context, world, "another", "m");
        await crash;
        var repeats = await world.Calls.WaitAsync(2 * actors.Count, context.Cancelled, IsLong);
        foreach (var answer in await Task.WhenAll(running)) Comparison.AssertResponse(entry.Responses[0], answer, entry.Key);

        // Each ran twice on the same host, and nothing was deactivated; the short call only had to wait.
        Assert.Equal(200, shortCall.Status);
        Assert.All(actors, id => Assert.Equal(2, repeats.Count(call => call.Path == $"/actors/T/{id}/method/long5")));
        Assert.DoesNotContain(world.Calls.Work, call => call.Method == "DELETE");
        release.SetResult();
    }

    private static async Task ServiceDownAsync(CaseContext context)
    {
        await using var world = await context.StartAsync(Plans.Actors());
        var entry = context.Recording.Base;
        var caller = new RecordedCaller(world, "app1");
        var actors = entry.Facts.GetProperty("actorsDeactivatedAtOnce").GetInt32();
        for (var number = 0; number < actors; number++) await CallAsync(context, world, $"i{number + 17}", "m");
        world.Calls.Forget();
        await world.Sidecars.SetPlacementAsync(connected: false, context.Cancelled);
        var deletes = await world.Calls.WaitAsync(actors, context.Cancelled);
        Comparison.AssertAppCall(
            entry.AppCalls[0], deletes.Single(call => call.Path == "/actors/T/i17"), entry.Key);

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(context.Cancelled);
        var unanswered = Enumerable.Range(0, 3).Select(index => caller.SendAsync(entry.Requests[index], patience.Token)).ToList();
        var waiting = caller.SendAsync(entry.Requests[6], context.Cancelled);
        Assert.Equal(entry.Facts.GetProperty("healthz").GetInt32(), await world.HealthAsync("app1", context.Cancelled));
        await AssertMetadataAsync(context, world, entry.Facts.GetProperty("actorRuntimeInMetadata"));
        Assert.All([.. unanswered, waiting], call => Assert.False(call.IsCompleted));
        await patience.CancelAsync();
        foreach (var call in unanswered) await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);

        world.Script((_, _) => Task.FromResult(PlainCase.Replayed(entry.Responses[6])));
        await world.Sidecars.SetPlacementAsync(connected: true, context.Cancelled);
        Comparison.AssertResponse(entry.Responses[6], await waiting, entry.Key);
    }

    private static async Task AssertMetadataAsync(CaseContext context, World world, JsonElement expected)
    {
        var metadata = await world.Caller.SendAsync(
            HttpMethod.Get, world.Url("app1", "/v1.0/metadata"), null, context.Cancelled);
        using var document = JsonDocument.Parse(metadata.Body);
        var runtime = document.RootElement.GetProperty("actorRuntime");
        foreach (var name in new[] { "runtimeStatus", "hostReady", "placement" })
            Assert.Equal(expected.GetProperty(name).ToString(), runtime.GetProperty(name).ToString());
    }

    private static bool IsLong(AppCall call) => call.Path.EndsWith("long5", StringComparison.Ordinal);

    private static Task<RawResponse> CallAsync(CaseContext context, World world, string id, string method) =>
        world.Caller.SendAsync(
            HttpMethod.Put, world.Url("app1", $"/v1.0/actors/T/{id}/method/{method}"), "x", context.Cancelled);
}
