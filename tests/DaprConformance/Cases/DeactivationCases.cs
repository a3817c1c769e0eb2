using SharedSequencer.DaprConformance.Tests.Replay;
using SharedSequencer.DaprConformance.Tests.Support;
using SharedSequencer.Testing;

namespace SharedSequencer.DaprConformance.Tests.Cases;

/// <summary>The idle clock. All recorded with an idle timeout of 3 s.</summary>
internal static class DeactivationCases
{
    private const string Config = """{"entities":["T"],"actorIdleTimeout":"3s"}""";
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(3);

    // Clocks of two processes and the timer's own grain.
    private static readonly TimeSpan Grain = TimeSpan.FromMilliseconds(100);

    public static readonly IReadOnlyDictionary<string, Func<CaseContext, Task>> All =
        new Dictionary<string, Func<CaseContext, Task>>
        {
            ["deactivate-idle"] = context => IdleAsync(context, "idle1", stateTraffic: false),
            ["deactivate-idle-state-traffic"] = context => IdleAsync(context, "idle2", stateTraffic: true),
            ["deactivate-app-500"] = AppFailsAsync,
            ["deactivate-during-long-turn"] = DuringLongTurnAsync,
            ["deactivate-not-during-queue"] = NotDuringQueueAsync,
        };

    private static async Task IdleAsync(CaseContext context, string id, bool stateTraffic)
    {
        await using var world = await context.StartAsync(Plans.Actors(Config));
        await CallAsync(context, world, id, "m");
        var called = world.Calls.Work[0].Arrived;
        var entry = context.Recording.Base;
        await Eventually.HoldsAsync(async cancelled =>
        {
            var state = world.Url("app1", $"/v1.0/actors/T/{id}/state/k");
            if (stateTraffic) await world.Caller.SendAsync(HttpMethod.Get, state, null, cancelled);
            return world.Calls.Work.Count > 1;
        }, "the DELETE", context.Cancelled);
        var delete = world.Calls.Work[1];
        Comparison.AssertAppCall(entry.AppCalls[0], delete, entry.Key);
        Assert.True(TimeProvider.System.GetElapsedTime(called, delete.Arrived) >= Idle - Grain, "deactivated too early");
        Assert.Equal(2, world.Calls.Work.Count);
    }

    private static async Task AppFailsAsync(CaseContext context)
    {
        await using var world = await context.StartAsync(Plans.Actors(Config));
        world.Script((call, _) => Task.FromResult(
            call.Method == "DELETE" ? AppAnswer.Text(500, "text/plain", "no") : AppAnswer.Empty));
        var entry = context.Recording.Base;
        var answer = await new RecordedCaller(world, "app1").SendAsync(entry.Requests[0], context.Cancelled);
        Comparison.AssertResponse(entry.Responses[0], answer, entry.Key);
        await world.Calls.WaitAsync(2, context.Cancelled);

        // The actor counts as inactive: its writes are refused until the next call.
        var write = await world.Caller.SendAsync(
            HttpMethod.Post, world.Url("app1", "/v1.0/actors/T/dfail/state"), "[]", context.Cancelled);
        Assert.Equal(400, write.Status);
        Comparison.AssertAppCalls(entry, world.Calls.Work);
    }

    private static async Task DuringLongTurnAsync(CaseContext context)
    {
        await using var world = await context.StartAsync(Plans.Actors(Config));
        var release = new TaskCompletionSource();
        world.Script(async (call, _) =>
        {
            if (call.Method == "PUT") await release.Task;
            return AppAnswer.Empty;
        });
        var entry = context.Recording.Base;
        var answer = await new RecordedCaller(world, "app1").SendAsync(entry.Requests[0], context.Cancelled);
        Comparison.AssertResponse(entry.Responses[0], answer, entry.Key);
        await world.Calls.WaitAsync(2, context.Cancelled);
        Comparison.AssertAppCalls(entry, world.Calls.Work);
        release.SetResult();
    }

    private static async Task NotDuringQueueAsync(CaseContext context)
    {
        await using var world = await context.StartAsync(Plans.Actors(Config));
        world.Script(async (call, _) =>
        {
            if (call.Method == "PUT") await context.PauseAsync(1000);
            return AppAnswer.Empty;
        });
        var turns = context.Recording.Base.Facts.GetProperty("sequence").GetArrayLength();
        await Task.WhenAll(Enumerable.Range(0, turns).Select(_ => CallAsync(context, world, "qq", "slow1")));
        Assert.Equal(turns, world.Calls.Work.Count);
        Assert.All(world.Calls.Work, call => Comparison.AssertAppCall(
            context.Recording.Base.AppCalls[0], call, context.Recording.Name));
    }

    private static async Task CallAsync(CaseContext context, World world, string id, string method)
    {
        var answer = await world.Caller.SendAsync(
            HttpMethod.Put, world.Url("app1", $"/v1.0/actors/T/{id}/method/{method}"), "x", context.Cancelled);
        Assert.Equal(200, answer.Status);
    }
}
