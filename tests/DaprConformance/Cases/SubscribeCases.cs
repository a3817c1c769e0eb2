using System.Text.Json;
using SharedSequencer.DaprConformance.Tests.Replay;
using SharedSequencer.DaprConformance.Tests.Support;
using SharedSequencer.Testing;

namespace SharedSequencer.DaprConformance.Tests.Cases;

/// <summary>What follows a subscriber's answer, a slow one, one that is gone, and a sidecar that is gone.</summary>
internal static class SubscribeCases
{
    private static readonly Dictionary<string, string> ShortTimes = new()
    {
        ["processingTimeout"] = "3s",
        ["redeliverInterval"] = "1s",
    };

    public static readonly IReadOnlyDictionary<string, Func<CaseContext, Task>> All =
        new Dictionary<string, Func<CaseContext, Task>>
        {
            ["sub-answers"] = AnswersAsync,
            ["sub-deadletter"] = DeadLetterAsync,
            ["sub-resiliency-inbound"] = RetriesAsync,
            ["sub-order"] = ParallelAsync,
            ["sub-slow"] = SlowAsync,
            ["sub-app-down"] = AppDownAsync,
            ["sub-crash-and-stop-redis"] = CrashAndStopAsync,
        };

    private static async Task AnswersAsync(CaseContext context)
    {
        var answers = context.Recording["sub-answers-redis"].Facts.GetProperty("byAnswer");
        await using var world = await context.StartAsync(
            Plans.Topics(("plain", null)) with { PubSub = ShortTimes });
        AnswerByContent(world);
        foreach (var answer in answers.EnumerateObject()) await PublishAsync(context, world, "plain", answer.Name);
        var total = answers.EnumerateObject().Count();
        await world.Calls.WaitAsync(total, context.Cancelled);
        await world.Sidecars.DrainAsync("plain", context.Cancelled);
        foreach (var answer in answers.EnumerateObject())
        {
            Assert.Equal(
                answer.Value.GetProperty("deliveries").GetInt32(),
                world.Calls.Work.Count(call => Kind(call) == answer.Name));
        }
    }

    private static async Task DeadLetterAsync(CaseContext context)
    {
        await using var world = await context.StartAsync(Plans.Topics(("dl", "dead"), ("dead", null)));
        AnswerByContent(world);
        var entry = context.Recording["sub-deadletter-redis"];
        await AssertPathsAsync(context, world, entry.Facts.GetProperty("pathsCalledByAnswer"), paths => paths);
        var dropped = world.Calls.Work.Where(call => Kind(call) == "drop").ToList();
        for (var index = 0; index < entry.AppCalls.Count; index++)
            Comparison.AssertAppCall(entry.AppCalls[index], dropped[index], entry.Key);
    }

    private static async Task RetriesAsync(CaseContext context)
    {
        const string policy = """
            policies:
              retries:
                thrice:
                  policy: constant
                  duration: 500ms
                  maxRetries: 3
            targets:
              components:
                pubsub:
                  inbound:
                    retry: thrice
            """;
        await using (var world = await context.StartAsync(
            Plans.Topics(("dl", "dead"), ("dead", null)) with { Resiliency = policy }))
        {
            AnswerByContent(world);
            await AssertPathsAsync(
                context, world, context.Recording.Base.Facts.GetProperty("byAnswer"), answer => answer.GetProperty("paths"));
        }

        var exhausted = context.Recording["redis-retries-exhausted"];
        var twice = policy
            .Replace("500ms", "300ms", StringComparison.Ordinal)
            .Replace("maxRetries: 3", "maxRetries: 2", StringComparison.Ordinal);
        await using var lossy = await context.StartAsync(Plans.Topics(("p", null)) with { Resiliency = twice });
        lossy.Script((_, _) => Task.FromResult(AppAnswer.Text(500, "text/plain", "no")));
        await new RecordedCaller(lossy, "app1").SendAsync(exhausted.Requests[0], context.Cancelled);
        var deliveries = exhausted.Facts.GetProperty("deliveries").GetInt32();
        var calls = await lossy.Calls.WaitAsync(deliveries, context.Cancelled);
        await lossy.Sidecars.DrainAsync("p", context.Cancelled);
        Assert.Equal(deliveries, lossy.Calls.Work.Count);
        Assert.All(calls, call => Comparison.AssertAppCall(exhausted.AppCalls[0], call, exhausted.Key));
    }

    private static async Task ParallelAsync(CaseContext context)
    {
        await using var world = await context.StartAsync(Plans.Topics(("plain", null)));
        var deliveries = context.Recording["sub-order-redis"].Facts.GetProperty("deliveries").GetInt32();
        var together = new TaskCompletionSource();
        var inside = 0;
        world.Script(async (_, _) =>
        {
            // The first handlers wait for each other: delivered one at a time, this would never end.
            if (Interlocked.Increment(ref inside) == 10) together.SetResult();
            await together.Task;
            return AppAnswer.Empty;
        });
        for (var number = 0; number < deliveries; number++) await PublishAsync(context, world, "plain", $"{number}");
        await world.Calls.WaitAsync(deliveries, context.Cancelled);
        await world.Sidecars.DrainAsync("plain", context.Cancelled);
        Assert.Equal(deliveries, world.Calls.Work.Select(Kind).Distinct().Count());
    }

    private static async Task SlowAsync(CaseContext context)
    {
        await using var world = await context.StartAsync(Plans.Topics(("plain", null)) with { PubSub = ShortTimes });
        var release = new TaskCompletionSource();
        world.Script(async (_, _) =>
        {
            await release.Task;
            return AppAnswer.Empty;
        });
        var entry = context.Recording["sub-slow-redis"];
        await new RecordedCaller(world, "app1").SendAsync(entry.Requests[0], context.Cancelled);
        var calls = await world.Calls.WaitAsync(
            entry.Facts.GetProperty("deliveries").GetInt32(), context.Cancelled);
        Comparison.AssertAppCalls(entry, calls);
        release.SetResult();
    }

    private static async Task AppDownAsync(CaseContext context)
    {
        await using var world = await context.StartAsync(Plans.Topics(("plain", null)));
        await world.App("app1").CloseAsync();
        var entry = context.Recording["sub-app-down-redis"];
        await new RecordedCaller(world, "app1").SendAsync(entry.Requests[0], context.Cancelled);
        await world.Sidecars.DrainAsync("plain", context.Cancelled);
        await world.App("app1").ListenAsync(context.Cancelled);
        await PublishAsync(context, world, "plain", "later");
        var arrived = await world.Calls.WaitAsync(1, context.Cancelled);
        Assert.Equal("later", Kind(Assert.Single(arrived)));
    }

    private static async Task CrashAndStopAsync(CaseContext context)
    {
        await using var world = await context.StartAsync(Plans.Topics(("plain", null)) with { PubSub = ShortTimes });
        var release = new TaskCompletionSource();
        world.Script(async (_, _) =>
        {
            await release.Task;
            return AppAnswer.Empty;
        });
        var caller = new RecordedCaller(world, "app1");
        var crash = context.Recording.Base;
        await caller.SendAsync(crash.Requests[0], context.Cancelled);
        await world.Calls.WaitAsync(1, context.Cancelled);
        await world.Sidecars.KillAsync("app1");
        release.SetResult();
        await world.Sidecars.StartAsync("app1", context.Cancelled);
        await world.WaitReadyAsync("app1", context.Cancelled);
        Comparison.AssertAppCalls(crash, await world.Calls.WaitAsync(2, context.Cancelled));

        world.Calls.Forget();
        var stop = context.Recording["sub-graceful-stop-redis"];
        var handled = new TaskCompletionSource();
        world.Script(async (_, _) =>
        {
            await handled.Task;
            return AppAnswer.Empty;
        });
        await caller.SendAsync(stop.Requests[0], context.Cancelled);
        await world.Calls.WaitAsync(1, context.Cancelled);
        var stopping = world.Sidecars.StopAsync("app1");
        Assert.False(stopping.IsCompleted);
        handled.SetResult();
        await stopping;
        await world.Sidecars.StartAsync("app1", context.Cancelled);
        await world.WaitReadyAsync("app1", context.Cancelled);
        await PublishAsync(context, world, "plain", "later");
        var calls = await world.Calls.WaitAsync(2, context.Cancelled);
        Comparison.AssertAppCalls(stop, [calls[0]]);
        Assert.Equal("later", Kind(calls[1]));
    }

    private static async Task AssertPathsAsync(
        CaseContext context, World world, JsonElement byAnswer, Func<JsonElement, JsonElement> paths)
    {
        foreach (var answer in byAnswer.EnumerateObject()) await PublishAsync(context, world, "dl", answer.Name);
        foreach (var answer in byAnswer.EnumerateObject())
        {
            var expected = paths(answer.Value).EnumerateArray().Select(path => path.GetString()!).ToList();
            var calls = await world.Calls.WaitAsync(expected.Count, context.Cancelled, call => Kind(call) == answer.Name);
            Assert.Equal(expected, calls.Select(call => call.Path));
        }
    }

    private static async Task PublishAsync(CaseContext context, World world, string topic, string kind)
    {
        using var request = JsonDocument.Parse(
            $$$"""{"path":"/v1.0/publish/pubsub/{{{topic}}}","headers":{"content-type":"application/json"},"body":{"k":"{{{kind}}}"}}""");
        Assert.Equal(204, (await new RecordedCaller(world, "app1").SendAsync(request.RootElement, context.Cancelled)).Status);
    }

    // The message says what its subscriber answers; dead letters are accepted.
    private static void AnswerByContent(World world) => world.Script((call, _) => Task.FromResult(
        call.Path == "/dead" ? AppAnswer.Empty : Kind(call) switch
        {
            "retry" => AppAnswer.Json("""{"status":"RETRY"}"""),
            "drop" => AppAnswer.Json("""{"status":"DROP"}"""),
            "success" => AppAnswer.Json("""{"status":"SUCCESS"}"""),
            "unknown" => AppAnswer.Json("""{"status":"WHAT"}"""),
            "lower" => AppAnswer.Json("""{"status":"retry"}"""),
            "nonjson" => AppAnswer.Text(200, "text/plain", "fine"),
            var status => AppAnswer.Text(int.Parse(status), "text/plain", ""),
        }));

    private static string Kind(AppCall call)
    {
        using var document = JsonDocument.Parse(call.Body);
        return document.RootElement.GetProperty("data").GetProperty("k").GetString()!;
    }
}
