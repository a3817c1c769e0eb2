using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using SharedSequencer.Messages;
using SharedSequencer.Testing;

namespace SharedSequencer.Publisher.Tests.Mesh;

/// <summary>An app that subscribes to execution reports as ingress does; keeps the envelopes.</summary>
internal sealed class ReportListener : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ReportListener(WebApplication app, int port) => (_app, Port) = (app, port);

    public int Port { get; }

    public ConcurrentQueue<JsonElement> Envelopes { get; } = new();

    public IEnumerable<RollupExecuted> Reports =>
        Envelopes.Select(envelope => envelope.GetProperty("data").Deserialize<RollupExecuted>(MeshJson.Options)!);

    public static async Task<ReportListener> StartAsync(CancellationToken cancellationToken)
    {
        var port = Loopback.FreePort();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        builder.Logging.ClearProviders();
        var listener = new ReportListener(builder.Build(), port);
        listener._app.MapGet("/dapr/subscribe", () => new[]
        {
            new { pubsubname = MeshComponents.PubSub, topic = Topics.RollupExecuted, route = "reports" },
        });
        listener._app.MapPost("/reports", listener.TakeAsync);
        await listener._app.StartAsync(cancellationToken);
        return listener;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task<IResult> TakeAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var envelope = await JsonDocument.ParseAsync(request.Body, default, cancellationToken);
        Envelopes.Enqueue(envelope.RootElement.Clone());
        return Results.Ok();
    }
}
