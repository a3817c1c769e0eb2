using SharedSequencer.Testing;

namespace SharedSequencer.DaprConformance.Tests.Support;

/// <summary>Scripted apps, their sidecars, and a caller.</summary>
internal sealed class World : IAsyncDisposable
{
    private readonly Dictionary<string, RecorderApp> apps;

    private World(WorldPlan plan, Dictionary<string, RecorderApp> apps, CallLog calls, ISidecars sidecars)
    {
        this.apps = apps;
        Plan = plan;
        Calls = calls;
        Sidecars = sidecars;
    }

    public WorldPlan Plan { get; }

    public CallLog Calls { get; }

    public ISidecars Sidecars { get; }

    public RawCaller Caller { get; } = new();

    public static async Task<World> StartAsync(SidecarKind kind, WorldPlan plan, CancellationToken cancellationToken)
    {
        var log = new CallLog();
        var apps = plan.Apps.ToDictionary(app => app.AppId, app => new RecorderApp(app, log));
        foreach (var app in plan.Apps.Where(app => app.Listens)) await apps[app.AppId].ListenAsync(cancellationToken);
        var ports = apps.ToDictionary(app => app.Key, app => app.Value.Port);
        ISidecars sidecars = kind == SidecarKind.StandIn
            ? await StandInSidecars.StartAsync(plan, ports, cancellationToken)
            : await DaprdSidecars.StartAsync(plan, ports, cancellationToken);
        var world = new World(plan, apps, log, sidecars);
        foreach (var app in plan.Apps.Where(app => app is { Listens: true, HasSidecar: true }))
            await world.WaitReadyAsync(app.AppId, cancellationToken);
        return world;
    }

    public RecorderApp App(string appId) => apps[appId];

    /// <summary>Gives every app the same script.</summary>
    public void Script(Func<AppCall, CancellationToken, Task<AppAnswer>> script)
    {
        foreach (var app in apps.Values) app.Script = script;
    }

    public Uri Url(string appId, string path) => RawCaller.Url(Sidecars.HttpPort(appId), path);

    public Task WaitReadyAsync(string appId, CancellationToken cancellationToken) => Eventually.HoldsAsync(
        async cancelled => await HealthAsync(appId, cancelled) == 204, $"{appId} ready", cancellationToken);

    /// <summary>The status of full health, or 0 when the port is closed.</summary>
    public async Task<int> HealthAsync(string appId, CancellationToken cancellationToken)
    {
        try
        {
            var response = await Caller.SendAsync(HttpMethod.Get, Url(appId, "/v1.0/healthz"), null, cancellationToken);
            return response.Status;
        }
        catch (HttpRequestException)
        {
            return 0;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Sidecars.DisposeAsync();
        foreach (var app in apps.Values) await app.DisposeAsync();
        Caller.Dispose();
    }
}
