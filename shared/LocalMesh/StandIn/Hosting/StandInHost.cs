using SharedSequencer.StandIn.Actors;
using SharedSequencer.StandIn.Faults;
using SharedSequencer.StandIn.Http;
using SharedSequencer.StandIn.PubSub;
using SharedSequencer.StandIn.State;

namespace SharedSequencer.StandIn.Hosting;

/// <summary>All sidecars of the configuration, what they share, and the admin port.</summary>
internal sealed class StandInHost : IAsyncDisposable
{
    private readonly SidecarMesh mesh;
    private readonly AdminServer admin;

    private StandInHost(StandInOptions options, SidecarMesh mesh, FaultSwitches faults, AdminServer admin)
    {
        Options = options;
        this.mesh = mesh;
        this.admin = admin;
        Faults = faults;
    }

    public StandInOptions Options { get; }

    public IReadOnlyList<SidecarSlot> Slots => Faults.Slots;

    public FaultSwitches Faults { get; }

    public int AdminPort => admin.Port;

    /// <summary>Starts everything and logs one line once all ports listen.</summary>
    /// <exception cref="IOException">A port is taken.</exception>
    public static async Task<StandInHost> StartAsync(
        StandInOptions options, TimeProvider time, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var logger = loggers.CreateLogger("StandIn");
        var components = ComponentFolder.Read(options.ComponentsFolder);
        var mesh = new SidecarMesh(
            new Placement(), new Broker(components.PubSubs, time), new ActorStateStore(options.ConnectionString),
            components.Resiliency, new AppChannel(), time, logger)
        {
            AppIds = options.Apps.Select(app => app.AppId).ToHashSet(),
        };
        var slots = options.Apps.Select(app => new SidecarSlot(app, options, mesh, loggers)).ToList();
        foreach (var slot in slots) await slot.StartAsync(cancellationToken);
        var faults = new FaultSwitches(mesh, slots);
        var admin = await AdminServer.StartAsync(options.AdminPort, faults, loggers, cancellationToken);
        logger.Ready(slots.Count, admin.Port);
        return new StandInHost(options, mesh, faults, admin);
    }

    public SidecarSlot Slot(string appId) => Slots.Single(slot => slot.AppId == appId);

    /// <summary>Stops every sidecar as SIGTERM stops daprd.</summary>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(Slots.Select(slot => slot.DisposeAsync().AsTask()));
        await admin.DisposeAsync();
        await mesh.State.DisposeAsync();
        mesh.Channel.Dispose();
    }
}
