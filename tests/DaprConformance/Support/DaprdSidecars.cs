using Npgsql;
using SharedSequencer.Launcher.Sidecars;
using SharedSequencer.Testing;

namespace SharedSequencer.DaprConformance.Tests.Support;

/// <summary>
/// Real daprd, one process per app, with placement and a private Redis, started with the arguments of the local mesh.
/// </summary>
internal sealed class DaprdSidecars : ISidecars
{
    // Nothing outside daprd tells that it gave a message up; the recordings waited about as long.
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(1.5);

    private readonly string folder = Directory.CreateTempSubdirectory("dapr-conformance-").FullName;
    private readonly Dictionary<string, (DaprProcess Process, SidecarEndpoints Ports)> sidecars = [];
    private readonly WorldPlan plan;
    private readonly DaprPrograms programs;
    private readonly DaprProcess placement;
    private readonly DaprProcess redis;
    private readonly int placementPort = Loopback.FreePort();
    private readonly int redisPort = Loopback.FreePort();
    private RecorderApp? otherApp;
    private DaprProcess? otherHost;

    private DaprdSidecars(WorldPlan plan, DaprPrograms programs, string stateConnection)
    {
        this.plan = plan;
        this.programs = programs;
        StateConnection = stateConnection;
        placement = Process("placement", programs.Placement, DaprCommandLine.Placement(
            placementPort, Loopback.FreePort(), Loopback.FreePort()));
        redis = Process("redis", programs.Redis, DaprCommandLine.Redis(redisPort, folder));
    }

    public string StateConnection { get; }

    private string ConfigurationFile => Path.Combine(folder, "configuration.yaml");

    private string Components => Path.Combine(folder, "components");

    public static async Task<ISidecars> StartAsync(
        WorldPlan plan, IReadOnlyDictionary<string, int> appPorts, CancellationToken cancellationToken)
    {
        var programs = DaprPrograms.Find(SidecarsUnderTest.DaprFolder)!;
        var cluster = plan.Postgres ?? await PostgresCluster.SharedAsync();
        var all = new DaprdSidecars(plan, programs, await cluster.CreateDatabaseAsync(cancellationToken));
        ComponentFiles.Write(all.Components, plan, all.LibpqConnection(), $"127.0.0.1:{all.redisPort}");
        await File.WriteAllTextAsync(
            all.ConfigurationFile, DaprCommandLine.Configuration(Path.Combine(all.folder, "names.db")), cancellationToken);
        await all.redis.StartAsync();
        await all.placement.StartAsync();
        foreach (var app in plan.Apps)
        {
            await all.AddAsync(app.AppId, appPorts[app.AppId]);
            if (!app.HasSidecar) await all.KillAsync(app.AppId);
        }
        return all;
    }

    public int HttpPort(string appId) => sidecars[appId].Ports.HttpPort;

    public int GrpcPort(string appId) => sidecars[appId].Ports.GrpcPort;

    public Task StopAsync(string appId) => sidecars[appId].Process.StopAsync();

    public Task KillAsync(string appId) => sidecars[appId].Process.KillAsync();

    public Task StartAsync(string appId, CancellationToken cancellationToken) => sidecars[appId].Process.StartAsync();

    public Task DrainAsync(string topic, CancellationToken cancellationToken) =>
        Task.Delay(DrainTime, TimeProvider.System, cancellationToken);

    public async Task AddOtherHostAsync(string appId, CancellationToken cancellationToken)
    {
        otherApp = new RecorderApp(plan.Apps.Single(app => app.AppId == appId), new CallLog());
        await otherApp.ListenAsync(cancellationToken);
        var ports = NewPorts(appId, otherApp.Port);
        otherHost = Sidecar("other-host", ports);
        await otherHost.StartAsync();
        using var caller = new RawCaller();
        await Eventually.HoldsAsync(async cancelled =>
        {
            try
            {
                var health = RawCaller.Url(ports.HttpPort, "/v1.0/healthz");
                return (await caller.SendAsync(HttpMethod.Get, health, null, cancelled)).Status == 204;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        }, "the other host", cancellationToken);
    }

    public Task CrashOtherHostAsync(CancellationToken cancellationToken) => otherHost!.KillAsync();

    public Task SetPlacementAsync(bool connected, CancellationToken cancellationToken) =>
        connected ? placement.StartAsync() : placement.KillAsync();

    public Task SetBrokerAsync(bool up, CancellationToken cancellationToken) => up ? redis.StartAsync() : redis.KillAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var (process, _) in sidecars.Values) process.Dispose();
        otherHost?.Dispose();
        placement.Dispose();
        redis.Dispose();
        if (otherApp is not null) await otherApp.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private async Task AddAsync(string appId, int appPort)
    {
        var ports = NewPorts(appId, appPort);
        var process = Sidecar(appId, ports);
        sidecars[appId] = (process, ports);
        await process.StartAsync();
    }

    private static SidecarEndpoints NewPorts(string appId, int appPort) =>
        new(appId, appPort, Loopback.FreePort(), Loopback.FreePort(), Loopback.FreePort());

    private DaprProcess Sidecar(string name, SidecarEndpoints ports) => Process(
        name, programs.Daprd, DaprCommandLine.Sidecar(ports, new SidecarSettings
        {
            PlacementPort = placementPort,
            ComponentsFolder = Components,
            ConfigurationFile = ConfigurationFile,
            LogLevel = "warn",
        }));

    private DaprProcess Process(string name, string program, IReadOnlyList<string> arguments)
    {
        var environment = new Dictionary<string, string>(DaprCommandLine.Environment);
        if (plan.ApiToken is not null) environment["DAPR_API_TOKEN"] = plan.ApiToken;
        if (plan.AppToken is not null) environment["APP_API_TOKEN"] = plan.AppToken;
        return new DaprProcess(program, arguments, environment, Path.Combine(folder, $"{name}.log"));
    }

    private string LibpqConnection()
    {
        var parts = new NpgsqlConnectionStringBuilder(StateConnection);
        return $"host={parts.Host} port={parts.Port} user={parts.Username} dbname={parts.Database} sslmode=disable";
    }
}
