using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using SharedSequencer.Testing;

namespace SharedSequencer.ServiceDefaults.Tests.Telemetry;

public sealed class ExportTests : IDisposable
{
    private readonly ActivitySource _source = new("SharedSequencer.ExportTests");
    private readonly ConcurrentDictionary<string, string> _exported = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _source.Dispose();

    [Fact]
    public async Task The_standard_variable_turns_on_all_three_signals()
    {
        await using var collector = await LoopbackServer.StartAsync(
            app => app.MapPost("/v1/{signal}", CollectAsync), Token);
        await using var service = await TestService.StartAsync(
            new()
            {
                ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Addresses[0].ToString(),
                ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            },
            map: app => app.MapGet("/work", Work));
        await service.Http.GetStringAsync("/work", Token);

        service.Services.GetRequiredService<TracerProvider>().ForceFlush();
        service.Services.GetRequiredService<MeterProvider>().ForceFlush();
        service.Services.GetRequiredService<LoggerProvider>().ForceFlush();

        Assert.Equal(["logs", "metrics", "traces"], _exported.Keys.Order());
        Assert.Contains("span of ours", _exported["traces"], StringComparison.Ordinal);
        // The request's own span ends a moment after its answer was read.
        await Eventually.HoldsAsync(
            () =>
            {
                service.Services.GetRequiredService<TracerProvider>().ForceFlush();
                return _exported["traces"].Contains("GET /work", StringComparison.Ordinal);
            },
            "the span of the request is exported",
            Token);
        Assert.Contains("http.server.request.duration", _exported["metrics"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_signal_can_be_turned_on_alone_and_probes_leave_no_trace()
    {
        await using var collector = await LoopbackServer.StartAsync(
            app => app.MapPost("/v1/{signal}", CollectAsync), Token);
        await using var service = await TestService.StartAsync(
            new()
            {
                ["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"] = $"{collector.Addresses[0]}v1/traces",
                ["OTEL_EXPORTER_OTLP_TRACES_PROTOCOL"] = "http/protobuf",
            },
            map: app => app.MapGet("/work", Work));
        await service.Http.GetStringAsync("/livez", Token);
        await service.Http.GetStringAsync("/readyz", Token);
        await service.Http.GetStringAsync("/work", Token);

        await Eventually.HoldsAsync(
            () =>
            {
                service.Services.GetRequiredService<TracerProvider>().ForceFlush();
                return _exported.GetValueOrDefault("traces", "").Contains("GET /work", StringComparison.Ordinal);
            },
            "the span of the request is exported",
            Token);

        Assert.Equal(["traces"], _exported.Keys);
        Assert.DoesNotContain("GET /livez", _exported["traces"], StringComparison.Ordinal);
        Assert.DoesNotContain("GET /readyz", _exported["traces"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_it_no_span_is_recorded_and_trace_ids_still_travel()
    {
        await using var service = await TestService.StartAsync(new(), map: app => app.MapGet("/work", Work));

        Assert.Null(service.Services.GetService<TracerProvider>());
        using var request = new HttpRequestMessage(HttpMethod.Get, "/work");
        request.Headers.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        using var answer = await service.Http.SendAsync(request, Token);
        Assert.Equal("0af7651916cd43dd8448eb211c80319c", await answer.Content.ReadAsStringAsync(Token));
    }

    private string Work()
    {
        using var activity = _source.StartActivity("span of ours");
        return Activity.Current?.TraceId.ToString() ?? "";
    }

    private async Task CollectAsync(HttpContext context, string signal)
    {
        using var buffer = new MemoryStream();
        await context.Request.Body.CopyToAsync(buffer, context.RequestAborted);
        _exported.AddOrUpdate(
            signal, _ => Encoding.UTF8.GetString(buffer.ToArray()),
            (_, before) => before + Encoding.UTF8.GetString(buffer.ToArray()));
    }
}
