using SharedSequencer.DaprConformance.Tests.Replay;
using SharedSequencer.DaprConformance.Tests.Support;

namespace SharedSequencer.DaprConformance.Tests.Cases;

/// <summary>Service invocation that fails.</summary>
internal static class InvokeCases
{
    public static readonly IReadOnlyDictionary<string, Func<CaseContext, Task>> All =
        new Dictionary<string, Func<CaseContext, Task>> { ["invoke-failures"] = FailuresAsync };

    private static async Task FailuresAsync(CaseContext context)
    {
        await using var world = await context.StartAsync(new WorldPlan(
            new AppPlan("app1", "{}"), new AppPlan("app2", "{}"), new AppPlan("dead") { Listens = false, HasSidecar = false }));
        var recording = context.Recording;
        world.Script((_, _) => Task.FromResult(PlainCase.Replayed(recording["invoke-self"].Responses[0])));
        await AssertAsync(context, world, "app1", recording.Base, 0);
        await AssertAsync(context, world, "app1", recording["invoke-app-down-sidecar-missing"], 0);
        await AssertAsync(context, world, "app1", recording["invoke-self"], 0);
        await world.App("app2").CloseAsync();
        await AssertAsync(context, world, "app1", recording["invoke-target-app-down"], 0);
        await AssertAsync(context, world, "app2", recording["invoke-target-app-down"], 1);
    }

    private static async Task AssertAsync(CaseContext context, World world, string caller, RecordedEntry entry, int index)
    {
        var actual = await new RecordedCaller(world, caller).SendAsync(entry.Requests[index], context.Cancelled);
        Comparison.AssertResponse(entry.Responses[index], actual, $"{entry.Key}, request {index}");
    }
}
