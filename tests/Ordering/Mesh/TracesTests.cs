using System.Collections.Concurrent;
using System.Diagnostics;
using SharedSequencer.Testing;

namespace SharedSequencer.Ordering.Tests.Mesh;

public sealed class TracesTests
{
    private static readonly CancellationToken Never = TestContext.Current.CancellationToken;
    private readonly SampleNetwork _network = new();

    [Fact]
    public async Task One_trace_leads_from_the_publisher_of_a_batch_to_the_hint_of_its_block()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) =>
                ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        using var source = new ActivitySource("test");
        await using var ordering = await RunningOrdering.Start(_network, Never);

        ActivityTraceId trace;
        using (var root = source.StartActivity("publish"))
        {
            trace = root!.TraceId;
            await ordering.Publish(_network.Registration(TimeProvider.System), Never);
        }

        foreach (var name in new[]
        {
            Telemetry.TakeBatch, Telemetry.OrderBatch, Telemetry.Dispatch, Telemetry.AnnounceBlock,
        })
        {
            await Eventually.HoldsAsync(
                () => spans.Any(span => span.OperationName == name && span.TraceId == trace), name, Never);
        }

        var ordered =
            spans.Single(span => span.OperationName == Telemetry.OrderBatch && span.TraceId == trace);
        Assert.Equal(
            [Telemetry.Journaled, Telemetry.Proposed], ordered.Events.Select(step => step.Name).Order());
    }
}
