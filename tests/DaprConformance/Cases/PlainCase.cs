using System.Text.Json;
using SharedSequencer.DaprConformance.Tests.Replay;
using SharedSequencer.DaprConformance.Tests.Support;

namespace SharedSequencer.DaprConformance.Tests.Cases;

/// <summary>
/// A case that is requests, app calls and answers: every entry is sent as recorded and compared as recorded.
/// </summary>
internal sealed record PlainCase(WorldPlan Plan)
{
    /// <summary>What the app answers; by default what the recording shows coming back through the sidecar.</summary>
    public Func<RecordedEntry, JsonElement, AppCall, AppAnswer> Answer { get; init; } = (_, response, _) => Replayed(response);

    /// <summary>An actor call made before the recording starts.</summary>
    public string? Activate { get; init; }

    /// <summary>A recorded case whose first request is sent before the recording starts.</summary>
    public string? After { get; init; }

    /// <summary>The order of the app calls does not count.</summary>
    public bool IsUnordered { get; init; }

    /// <summary>The recording does not show what reached the app.</summary>
    public bool HidesAppCalls { get; init; }

    /// <summary>The handshake is part of the recorded app calls.</summary>
    public bool ShowsHandshake { get; init; }

    /// <summary>The second request is made by the app during the first.</summary>
    public bool IsNested { get; init; }

    public async Task RunAsync(CaseContext context)
    {
        await using var world = await context.StartAsync(Plan);
        var caller = new RecordedCaller(world, "app1");
        if (Activate is not null)
            await world.Caller.SendAsync(HttpMethod.Put, world.Url("app1", Activate), "x", context.Cancelled);
        if (After is not null) await caller.SendAsync(Recording.Load(After).Base.Requests[0], context.Cancelled);
        if (!ShowsHandshake) world.Calls.Forget();
        foreach (var entry in context.Recording.Entries.Where(entry => !NotMet.Covers(entry)))
        {
            if (IsNested) await NestAsync(world, caller, entry, context.Cancelled);
            else await ReplayAsync(world, caller, entry, context.Cancelled);
            await CompareCallsAsync(world, entry, context.Cancelled);
            world.Calls.Forget();
        }
    }

    /// <summary>An app's answer that passes through the sidecar: without what the sidecar adds.</summary>
    public static AppAnswer Replayed(JsonElement response)
    {
        if (response.ValueKind != JsonValueKind.Object || !response.TryGetProperty("headers", out var headers))
            return AppAnswer.Empty;
        var body = TextRules.Bytes(response.GetProperty("body")) ?? [];
        var own = headers.EnumerateObject()
            .Where(header => header.Name is not ("server" or "traceparent" or "transfer-encoding"))
            .ToDictionary(header => header.Name, header => header.Value.GetString()!);
        return new AppAnswer(response.GetProperty("status").GetInt32(), own, body);
    }

    private async Task ReplayAsync(
        World world, RecordedCaller caller, RecordedEntry entry, CancellationToken cancellationToken)
    {
        for (var index = 0; index < entry.Requests.Count; index++)
        {
            if (NotMet.Covers(entry, index)) continue;
            var response = entry.Responses[index];
            world.Script((call, _) => Task.FromResult(Answer(entry, response, call)));
            var actual = await caller.SendAsync(entry.Requests[index], cancellationToken);
            AssertAnswer(entry, index, actual);
        }
    }

    private async Task NestAsync(
        World world, RecordedCaller caller, RecordedEntry entry, CancellationToken cancellationToken)
    {
        var turns = 0;
        world.Script(async (call, _) =>
        {
            if (Interlocked.Increment(ref turns) == 1)
                AssertAnswer(entry, 1, await caller.SendAsync(entry.Requests[1], cancellationToken));
            return Answer(entry, entry.Responses[0], call);
        });
        AssertAnswer(entry, 0, await caller.SendAsync(entry.Requests[0], cancellationToken));
    }

    private static void AssertAnswer(RecordedEntry entry, int index, RawResponse actual)
    {
        var where = $"{entry.Key}, request {index}";
        var isPublish = entry.Requests[index].GetProperty("path").GetString()!.StartsWith("/v1.0/publish/", StringComparison.Ordinal);
        if (isPublish) Assert.Equal(entry.Responses[index].GetProperty("status").GetInt32(), actual.Status);
        else Comparison.AssertResponse(entry.Responses[index], actual, where);
    }

    private async Task CompareCallsAsync(World world, RecordedEntry entry, CancellationToken cancellationToken)
    {
        if (HidesAppCalls) return;
        var expected = entry.AppCalls.Count;
        await SharedSequencer.Testing.Eventually.HoldsAsync(
            () => Calls(world).Count >= expected, $"{entry.Key}: {expected} app calls", cancellationToken);
        var actual = Calls(world);
        if (IsUnordered)
        {
            actual = [.. entry.AppCalls.Select(call => actual.FirstOrDefault(candidate => Comparison.IsSame(call, candidate)))
                .OfType<AppCall>(), .. actual.Where(candidate => !entry.AppCalls.Any(call => Comparison.IsSame(call, candidate)))];
        }
        Comparison.AssertAppCalls(entry, actual);
    }

    private IReadOnlyList<AppCall> Calls(World world) => ShowsHandshake ? world.Calls.All : world.Calls.Work;
}
