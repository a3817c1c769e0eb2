using System.Collections.Concurrent;
using System.Diagnostics;
using SharedSequencer.Protocol;
using SharedSequencer.Testing;

namespace SharedSequencer.Ingress.Tests.Hosting;

public sealed class TracingTests
{
    private static readonly RollupId Rollup = new(1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_trace_leads_from_the_request_to_the_publish_of_its_batch()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is Telemetry.SourceName or "Microsoft.AspNetCore",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await using var host = await IngressHost.StartAsync([1], Token);
        var trace = ActivityTraceId.CreateRandom();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/rpc/10001")
        {
            Content = new StringContent(
                Rpc.Call("eth_sendRawTransaction", $"[\"{Primitives.Hex.Encode(new Wallet("alice", Rollup).Sign(0))}\"]"),
                System.Text.Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01");
        (await host.Http.SendAsync(request, Token)).Dispose();

        await Eventually.HoldsAsync(
            () => spans.Any(span => span.OperationName == Telemetry.PublishSpan && span.TraceId == trace),
            "the publish span", Token);

        var admission = spans.First(span => span.OperationName == Telemetry.RequestSpan && span.TraceId == trace);
        var publish = spans.First(span => span.OperationName == Telemetry.PublishSpan && span.TraceId == trace);
        Assert.Contains(publish.Links, link => link.Context.SpanId == admission.SpanId);
    }
}
