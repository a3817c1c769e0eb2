using System.Text.Json;
using SharedSequencer.DaprConformance.Tests.Replay;
using SharedSequencer.DaprConformance.Tests.Support;
using SharedSequencer.Testing;

namespace SharedSequencer.DaprConformance.Tests.Cases;

/// <summary>Turns: order, exclusion, and what happens when a caller leaves.</summary>
internal static class TurnCases
{
    private const int ArrivalGapMs = 50;

    public static readonly IReadOnlyDictionary<string, Func<CaseContext, Task>> All =
        new Dictionary<string, Func<CaseContext, Task>>
        {
            ["turn-fifo"] = FifoAsync,
            ["turn-parallel-actors"] = ParallelActorsAsync,
            ["turn-caller-abort"] = CallerAbortAsync,
            ["turn-queued-caller-abort"] = QueuedCallerAbortAsync,
            ["sdk-turn-after-abort"] = TurnAfterAbortAsync,
            ["reentrancy-off"] = ReentrancyOffAsync,
        };

    private static async Task FifoAsync(CaseContext context)
    {
        await using var world = await context.StartAsync(Plans.Actors());
        var running = 0;
        var overlapped = false;
        world.Script(async (_, _) =>
        {
            overlapped |= Interlocked.Increment(ref running) > 1;
            await context.PauseAsync(150);
            Interlocked.Decrement(ref running);
            return AppAnswer.Empty;
        });
        var url = world.Url("app1", context.Recording.Base.Requests[0].GetProperty("path").GetString()!);
        var calls = new List<Task<RawResponse>>();
        var expected = Strings(context.Recording.Base.Facts.GetProperty("arrivalOrder"));
        foreach (var number in expected)
        {
            calls.Add(world.Caller.SendAsync(HttpMethod.Put, url, number, context.Cancelled));
            await context.PauseAsync(ArrivalGapMs);
        }
        Assert.All(await Task.WhenAll(calls), answer => Assert.Equal(200, answer.Status));
        Assert.Equal(expected, world.Calls.Work.Select(call => call.BodyText));
        Assert.False(overlapped);
        var entry = context.Recording.Base;
        for (var index = 0; index < entry.AppCalls.Count; index++)
            Comparison.AssertAppCall(entry.AppCalls[index], world.Calls.Work[index], entry.Key);
    }

    private static async Task ParallelActorsAsync(CaseContext context)
    {
        await using var world = await context.StartAsync(Plans.Actors());
        using var all = new CountdownEvent(4);
        var together = new TaskCompletionSource();
        world.Script(async (_, _) =>
        {
            // Answers only once all four are inside: without parallel turns this never ends.
            if (all.Signal()) together.SetResult();
            await together.Task.WaitAsync(context.Cancelled);
            return AppAnswer.Empty;
        });
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(number => world.Caller.SendAsync(
            HttpMethod.Put, world.Url("app1", $"/v1.0/actors/T/p{number}/method/order"), "x", context.Cancelled)));
        Assert.All(answers, answer => Assert.Equal(200, answer.Status));
    }

    private static async Task CallerAbortAsync(CaseContext context)
    {
        await using var world = await context.StartAsync(Plans.Actors());
        await AbortAsync(context, world, "app1", context.Recording.Base, async () =>
        {
            var write = await world.Caller.SendAsync(
                HttpMethod.Post, world.Url("app1", "/v1.0/actors/T/ab/state"),
                """[{"operation":"upsert","request":{"key":"k","value":"1"}}]""", context.Cancelled);
            Assert.Equal(context.Recording.Base.Facts.GetProperty("stateWriteStatus").GetInt32(), write.Status);
        });
        var entry = context.Recording.Base;
        var read = await new RecordedCaller(world, "app1").SendAsync(entry.Requests[2], context.Cancelled);
        Comparison.AssertResponse(entry.Responses[2], read, entry.Key);

        await using var remote = await context.StartAsync(Plans.Remote);
        await AbortAsync(context, remote, "app1", context.Recording["turn-caller-abort-remote"], () => Task.CompletedTask);
    }

    private static async Task TurnAfterAbortAsync(CaseContext context)
    {
        await using var world = await context.StartAsync(Plans.Actors());
        await AbortAsync(context, world, "app1", context.Recording.Base, () => Task.CompletedTask);
    }

    // The first caller leaves; the second call reaches the app while the first method still runs, and is answered.
    private static async Task AbortAsync(
        CaseContext context, World world, string appId, RecordedEntry entry, Func<Task> whileFirstRuns)
    {
        var release = new TaskCompletionSource();
        var firstPath = RecordedEntry.AppRequest(entry.AppCalls[0]).GetProperty("path").GetString();
        world.Script(async (call, _) =>
        {
            if (call.Path != firstPath) return PlainCase.Replayed(entry.Responses[1]);
            await release.Task;
            return AppAnswer.Empty;
        });
        var caller = new RecordedCaller(world, appId);
        using (var patience = CancellationTokenSource.CreateLinkedTokenSource(context.Cancelled))
        {
            var first = caller.SendAsync(entry.Requests[0], patience.Token);
            await world.Calls.WaitAsync(1, context.Cancelled);
            await patience.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        }
        var second = await caller.SendAsync(entry.Requests[1], context.Cancelled);
        Comparison.AssertResponse(entry.Responses[1], second, entry.Key);
        await whileFirstRuns();
        Comparison.AssertAppCalls(entry, world.Calls.Work);
        release.SetResult();
    }

    private static async Task QueuedCallerAbortAsync(CaseContext context)
    {
        await using var world = await context.StartAsync(Plans.Actors());
        var release = new TaskCompletionSource();
        world.Script(async (_, _) =>
        {
            await release.Task;
            return AppAnswer.Empty;
        });
        var hold = world.Caller.SendAsync(
            HttpMethod.Put, world.Url("app1", "/v1.0/actors/T/q/method/hold"), "1", context.Cancelled);
        await world.Calls.WaitAsync(1, context.Cancelled);
        using (var patience = CancellationTokenSource.CreateLinkedTokenSource(context.Cancelled))
        {
            patience.CancelAfter(TimeSpan.FromMilliseconds(300));
            var queued = new RecordedCaller(world, "app1").SendAsync(context.Recording.Base.Requests[0], patience.Token);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => queued);
        }
        // The first turn ends well after the queued caller left, as recorded.
        await context.PauseAsync(500);
        release.SetResult();
        await hold;

        // A later call of the same actor would come after the queued one.
        await world.Caller.SendAsync(
            HttpMethod.Put, world.Url("app1", "/v1.0/actors/T/q/method/last"), "2", context.Cancelled);
        Assert.Equal("last", world.Calls.Work[1].Path.Split('/')[^1]);
        Comparison.AssertAppCalls(context.Recording.Base, [world.Calls.Work[0]]);
    }

    private static async Task ReentrancyOffAsync(CaseContext context)
    {
        await using var world = await context.StartAsync(Plans.Actors());
        var start = context.Recording.Base;
        var caller = new RecordedCaller(world, "app1");
        Comparison.AssertResponse(start.Responses[0], await caller.SendAsync(start.Requests[0], context.Cancelled), start.Key);
        Comparison.AssertAppCalls(start, world.Calls.Work);
        world.Calls.Forget();

        var self = context.Recording["reentrancy-off-self-call"];
        world.Script(async (call, _) =>
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(500));
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => world.Caller.SendAsync(
                HttpMethod.Put, world.Url("app1", "/v1.0/actors/T/re/method/inner"), "x", patience.Token));
            // The sidecar needs a moment to see that the inner caller is gone.
            await context.PauseAsync(500);
            return PlainCase.Replayed(self.Responses[0]);
        });
        Comparison.AssertResponse(self.Responses[0], await caller.SendAsync(self.Requests[0], context.Cancelled), self.Key);
        Comparison.AssertAppCalls(self, world.Calls.Work);
    }

    private static List<string> Strings(JsonElement list) => [.. list.EnumerateArray().Select(item => item.GetString()!)];
}
