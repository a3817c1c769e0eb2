using SharedSequencer.StandIn.Http;

namespace SharedSequencer.StandIn.Hosting;

/// <summary>The place of one app's sidecar. It keeps the ports while sidecars come and go.</summary>
internal sealed class SidecarSlot(AppOptions options, StandInOptions all, SidecarMesh mesh, ILoggerFactory loggers)
    : IAsyncDisposable
{
    private readonly SemaphoreSlim turn = new(1);
    private readonly AppOptions ports = new()
    {
        AppId = options.AppId,
        AppPort = options.AppPort,
        HttpPort = options.HttpPort,
        GrpcPort = options.GrpcPort,
    };

    private SidecarServer? server;

    public string AppId => options.AppId;

    public int HttpPort => ports.HttpPort;

    public int GrpcPort => ports.GrpcPort;

    /// <summary>The running sidecar, or null while it is lost.</summary>
    public Sidecar? Current { get; private set; }

    /// <summary>Starts a sidecar unless one runs.</summary>
    public Task StartAsync(CancellationToken cancellationToken) => InTurnAsync(async () =>
    {
        if (Current is not null) return;
        var sidecar = new Sidecar(mesh, options.AppId, new AppEndpoint(options.AppPort, all.AppToken), all.ApiToken);
        server = await SidecarServer.StartAsync(sidecar, mesh, ports, loggers, cancellationToken);
        ports.HttpPort = server.HttpPort;
        ports.GrpcPort = server.GrpcPort;
        sidecar.ShutdownRequested += () => _ = StopAsync();
        Current = sidecar;
        sidecar.Start();
    }, cancellationToken);

    /// <summary>Stops the sidecar as SIGTERM does.</summary>
    public Task StopAsync() => EndAsync(async sidecar =>
    {
        await sidecar.StopAsync();
        if (server is not null) await server.StopAsync(mesh.Time);
    });

    /// <summary>Loses the sidecar as kill -9 does.</summary>
    public Task KillAsync() => EndAsync(sidecar => sidecar.KillAsync());

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        turn.Dispose();
    }

    private Task EndAsync(Func<Sidecar, Task> end) => InTurnAsync(async () =>
    {
        if (Current is not { } sidecar) return;
        await end(sidecar);
        if (server is not null) await server.DisposeAsync();
        server = null;
        Current = null;
        sidecar.Dispose();
    }, CancellationToken.None);

    private async Task InTurnAsync(Func<Task> change, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            await change();
        }
        finally
        {
            turn.Release();
        }
    }
}
