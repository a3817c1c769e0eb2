using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Client.Tests;

/// <summary>
/// A real server that replays recorded logs, honest or tampered with: each connection is answered by the next
/// script.
/// </summary>
internal sealed class ReplayServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ReplayServer(WebApplication app, Uri address)
    {
        _app = app;
        Address = address;
    }

    public Uri Address { get; }

    /// <summary>Starts it with what it answers to each request of the SSE stream.</summary>
    /// <param name="answer">Gets the number asked for; writes the body.</param>
    public static Task<ReplayServer> SseAsync(Func<HttpContext, ulong, Task> answer) => StartAsync(
        HttpProtocols.Http1,
        _ => { },
        app => app.MapGet("/v1/rollups/{id}/stream", async (HttpContext context, ulong from) =>
        {
            context.Response.ContentType = "text/event-stream";
            await answer(context, from);
        }));

    /// <summary>Starts a gRPC server.</summary>
    public static Task<ReplayServer> GrpcAsync(ReplayStream stream) => StartAsync(
        HttpProtocols.Http2,
        services =>
        {
            services.AddGrpc();
            services.AddSingleton(stream);
        },
        app => app.MapGrpcService<ReplayStream>());

    /// <summary>Starts a server with any routes.</summary>
    public static async Task<ReplayServer> StartAsync(
        HttpProtocols protocols, Action<IServiceCollection> configure, Action<WebApplication> map)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options => options.Listen(
            IPAddress.Loopback, 0, listen => listen.Protocols = protocols));
        configure(builder.Services);
        var app = builder.Build();
        map(app);
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        return new ReplayServer(app, new Uri(address.First()));
    }

    /// <summary>Writes rollup blocks as the publisher's stream does.</summary>
    public static async Task WriteAsync(HttpContext context, IEnumerable<RollupBlockProof> proofs)
    {
        foreach (var proof in proofs)
        {
            var json = $$"""{"rlp":"{{Hex.Encode(proof.Encode())}}"}""";
            await context.Response.WriteAsync(
                $"event: block\nid: {proof.RollupBlock.Header.Number}\ndata: {json}\n\n",
                context.RequestAborted);
        }

        await context.Response.Body.FlushAsync(context.RequestAborted);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }
}
