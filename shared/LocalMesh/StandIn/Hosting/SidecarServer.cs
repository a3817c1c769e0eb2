using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using SharedSequencer.StandIn.Grpc;

namespace SharedSequencer.StandIn.Hosting;

/// <summary>The two listeners of a sidecar: HTTP/1.1 and h2c gRPC, both on loopback.</summary>
internal sealed class SidecarServer : IAsyncDisposable
{
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(1);
    private static readonly CancellationToken AtOnce = new(canceled: true);

    // Above daprd's own limit, which the router enforces with daprd's answer.
    private const int MaxHeaderBytes = 64 * 1024;

    private readonly WebApplication web;

    private SidecarServer(WebApplication web) => this.web = web;

    public int HttpPort { get; private set; }

    public int GrpcPort { get; private set; }

    public static async Task<SidecarServer> StartAsync(
        Sidecar sidecar, SidecarMesh mesh, AppOptions ports, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(loggers);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Configure(kestrel, ports));
        builder.Services.AddGrpc(grpc => grpc.MaxReceiveMessageSize = null);
        builder.Services.AddSingleton(new DaprRuntimeService(sidecar));
        var web = builder.Build();
        var router = new SidecarRouter(sidecar, mesh);
        web.Use(next => context => HttpProtocol.IsHttp2(context.Request.Protocol) ? next(context) : router.HandleAsync(context));
        web.MapGrpcService<DaprRuntimeService>();
        await web.StartAsync(cancellationToken);
        var server = new SidecarServer(web);
        server.ReadPorts();
        return server;
    }

    /// <summary>Closes the ports; calls that were answered a moment ago still get their answers out.</summary>
    public async Task StopAsync(TimeProvider time)
    {
        using var limit = new CancellationTokenSource(AnswerLimit, time);
        await web.StopAsync(limit.Token);
    }

    /// <summary>Closes the ports and breaks every connection.</summary>
    public async ValueTask DisposeAsync()
    {
        await web.StopAsync(AtOnce);
        await web.DisposeAsync();
    }

    private static void Configure(KestrelServerOptions kestrel, AppOptions ports)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Limits.MinRequestBodyDataRate = null;
        kestrel.Limits.MinResponseDataRate = null;
        kestrel.Limits.MaxRequestHeadersTotalSize = MaxHeaderBytes;
        kestrel.Listen(IPAddress.Loopback, ports.HttpPort, listen => listen.Protocols = HttpProtocols.Http1);
        kestrel.Listen(IPAddress.Loopback, ports.GrpcPort, listen => listen.Protocols = HttpProtocols.Http2);
    }

    private void ReadPorts()
    {
        var addresses = web.Services.GetRequiredService<IServer>().Features
            .GetRequiredFeature<IServerAddressesFeature>().Addresses.Select(address => new Uri(address).Port).ToList();
        HttpPort = addresses[0];
        GrpcPort = addresses[1];
    }
}
