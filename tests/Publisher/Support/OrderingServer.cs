using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Mime;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using SharedSequencer.Messages;
using SharedSequencer.Primitives;
using SharedSequencer.Testing;

namespace SharedSequencer.Publisher.Tests.Support;

/// <summary>
/// Hands out the blocks of a test chain over real HTTP, as ordering and as a sidecar before it; behind that sidecar also
/// takes reports on legs, as ingress.
/// </summary>
internal sealed class OrderingServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private volatile byte[][] _blocks = [];

    private OrderingServer(WebApplication app) => _app = app;

    public int Port { get; private set; }

    /// <summary>The pages given so far, by first height.</summary>
    public ConcurrentQueue<ulong> Asked { get; } = new();

    /// <summary>The heights reported as archived so far.</summary>
    public ConcurrentQueue<ulong> Archived { get; } = new();

    /// <summary>The reports on legs that were sent to ingress so far, whatever the answer was.</summary>
    public ConcurrentQueue<byte[]> LegReports { get; } = new();

    /// <summary>What ingress answers to a report on a leg.</summary>
    public HttpStatusCode IngressAnswer { get; set; } = HttpStatusCode.Accepted;

    public static async Task<OrderingServer> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var server = new OrderingServer(builder.Build());
        server._app.MapGet($"/v1.0/invoke/{AppIds.Ordering}/method{OrderingRoutes.Blocks}", server.Page);
        server._app.MapGet(OrderingRoutes.Blocks, server.Page);
        server._app.MapPut(
            $"/v1.0/invoke/{AppIds.Ordering}/method{OrderingRoutes.Archived}",
            (ArchivedHeight archived) => server.Archived.Enqueue(archived.Height));
        server._app.MapPost(
            $"/v1.0/invoke/{AppIds.Ingress}/method{IngressRoutes.BundleReports}", server.TakeReport);
        server._app.MapGet("/v1.0/healthz/outbound", () => Results.NoContent());
        await server._app.StartAsync(cancellationToken);
        var addresses = server._app.Services.GetService(typeof(Microsoft.AspNetCore.Hosting.Server.IServer));
        var features = ((Microsoft.AspNetCore.Hosting.Server.IServer)addresses!).Features;
        server.Port = new Uri(features.Get<IServerAddressesFeature>()!.Addresses.First()).Port;
        return server;
    }

    /// <summary>Hands out what a chain holds now.</summary>
    public void Publish(TestChain chain) => Publish([.. chain.Blocks.Select(block => block.Encode())]);

    /// <summary>Hands out these bytes as the blocks from height 1 on.</summary>
    public void Publish(byte[][] blocks) => _blocks = blocks;

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private IResult TakeReport(SignedReport signed)
    {
        Assert.True(Hex.TryDecode(signed.Report, out var report));
        LegReports.Enqueue(report);
        return Results.StatusCode((int)IngressAnswer);
    }

    private IResult Page(ulong from, int limit, HttpResponse response)
    {
        var blocks = _blocks;
        var writer = new RlpWriter();
        writer.BeginList();
        foreach (var block in blocks.Skip((int)from - 1).Take(limit)) writer.Write(block);
        writer.EndList();
        Asked.Enqueue(from);
        response.Headers[OrderingRoutes.HeadHeader] = blocks.Length.ToString(CultureInfo.InvariantCulture);
        return Results.Bytes(writer.ToArray(), MediaTypeNames.Application.Octet);
    }
}
