using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace SharedSequencer.Mesh.Tests.Telemetry;

/// <summary>A small OTLP/HTTP collector that keeps the spans it gets.</summary>
internal sealed class TraceCollector : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<ReceivedSpan> _spans = new();

    private TraceCollector(WebApplication app) => _app = app;

    public Uri Address => new(_app.Services.GetRequiredService<IServer>()
        .Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public static async Task<TraceCollector> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var collector = new TraceCollector(app);
        app.MapPost("/v1/traces", collector.ReceiveAsync);
        app.MapPost("/v1/{otherSignal}", () => Results.Ok());
        await app.StartAsync(cancellationToken);
        return collector;
    }

    /// <summary>
    /// The services that took part in a trace, or in one that is linked to it, however often.
    /// </summary>
    public IReadOnlySet<string> ServicesOf(string trace)
    {
        var spans = _spans.ToArray();
        var traces = new HashSet<string> { trace };
        int before;
        do
        {
            before = traces.Count;
            foreach (var span in spans.Where(span => span.Links.Any(traces.Contains)))
                traces.Add(span.Trace);
        }
        while (traces.Count > before);
        return spans.Where(span => traces.Contains(span.Trace)).Select(span => span.Service).ToHashSet();
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private async Task ReceiveAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        foreach (var span in OtlpReader.Read(body.ToArray()))
            _spans.Enqueue(span);
        context.Response.ContentType = "application/x-protobuf";
    }
}
