using System.Text.Json;
using SharedSequencer.DaprConformance.Tests.Replay;
using SharedSequencer.DaprConformance.Tests.Support;

namespace SharedSequencer.DaprConformance.Tests.Cases;

/// <summary>Actor calls around limits, policies and lost apps.</summary>
internal static class ActorCases
{
    private const string Policy = """
        policies:
          timeouts:
            turn: 1s
          retries:
            again:
              policy: constant
              duration: 300ms
              maxRetries: 2
        targets:
          actors:
            R:
              timeout: turn
              retry: again
        """;

    public static readonly IReadOnlyDictionary<string, Func<CaseContext, Task>> All =
        new Dictionary<string, Func<CaseContext, Task>>
        {
            ["headers-limit"] = HeadersLimitAsync,
            ["app-dies-sidecar-lives"] = AppDiesAsync,
            ["actor-resiliency"] = ResiliencyAsync,
        };

    private static async Task HeadersLimitAsync(CaseContext context)
    {
        await using var world = await context.StartAsync(Plans.Actors());
        foreach (var pair in context.Recording.Base.Facts.GetProperty("statusByHeaderSize").EnumerateArray())
        {
            var headers = new Dictionary<string, string> { ["x-big"] = new('z', pair[0].GetInt32()) };
            var actual = await world.Caller.SendAsync(
                HttpMethod.Put, world.Url("app1", "/v1.0/actors/T/a/method/m"), headers, null, context.Cancelled);
            Assert.Equal(pair[1].GetInt32(), actual.Status);
        }
        foreach (var entry in context.Recording.Entries.Skip(1))
        {
            world.Calls.Forget();
            var actual = await new RecordedCaller(world, "app1").SendAsync(entry.Requests[0], context.Cancelled);
            Comparison.AssertResponse(entry.Responses[0], actual, entry.Key);
            Comparison.AssertAppCalls(entry, world.Calls.Work);
        }
    }

    private static async Task AppDiesAsync(CaseContext context)
    {
        await using var world = await context.StartAsync(Plans.Remote);
        var start = context.Recording.Base;
        await world.App("app2").CloseAsync();
        string[] callers = ["app1", "app2"];
        for (var index = 0; index < callers.Length; index++)
        {
            var actual = await new RecordedCaller(world, callers[index]).SendAsync(start.Requests[index], context.Cancelled);
            Comparison.AssertResponse(start.Responses[index], actual, start.Key);
        }
        world.Calls.Forget();
        var back = context.Recording["app-restarts-sidecar-lives"];
        world.Script((_, _) => Task.FromResult(PlainCase.Replayed(back.Responses[0])));
        await world.App("app2").ListenAsync(context.Cancelled);
        var again = await new RecordedCaller(world, "app1").SendAsync(back.Requests[0], context.Cancelled);
        Comparison.AssertResponse(back.Responses[0], again, back.Key);

        // Without a new handshake.
        Comparison.AssertAppCalls(back, world.Calls.All);
    }

    private static async Task ResiliencyAsync(CaseContext context)
    {
        await using var world = await context.StartAsync(Plans.Actors() with { Resiliency = Policy });
        using var end = new CancellationTokenSource();
        world.Script(async (call, _) =>
        {
            if (call.Path.EndsWith("slow", StringComparison.Ordinal))
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, end.Token)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return Answer(call, context.Recording);
        });
        foreach (var entry in context.Recording.Entries)
        {
            world.Calls.Forget();
            var actual = await new RecordedCaller(world, "app1").SendAsync(entry.Requests[0], context.Cancelled);
            Comparison.AssertResponse(entry.Responses[0], actual, entry.Key);
            Assert.Equal(entry.Facts.GetProperty("appCallCount").GetInt32(), world.Calls.Work.Count);
        }
        await end.CancelAsync();
    }

    private static AppAnswer Answer(AppCall call, Recording recording) => call.Path.Split('/')[^1] switch
    {
        "e500" => AppAnswer.Text(500, "text/plain", "no"),
        "e404" => AppAnswer.Text(404, "text/plain", ""),
        "hdrerr" => PlainCase.Replayed(recording["actor-resiliency-error-header"].Responses[0]),
        _ => AppAnswer.Empty,
    };
}
