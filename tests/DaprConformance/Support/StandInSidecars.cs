using Microsoft.Extensions.Logging.Abstractions;
using SharedSequencer.StandIn.Hosting;
using SharedSequencer.Testing;

namespace SharedSequencer.DaprConformance.Tests.Support;

/// <summary>The stand-in, hosted in the test process.</summary>
internal sealed class StandInSidecars : ISidecars
{
    private readonly StandInHost host;
    private readonly string components;

    private StandInSidecars(StandInHost host, string stateConnection, string components)
    {
        this.host = host;
        this.components = components;
        StateConnection = stateConnection;
    }

    public string StateConnection { get; }

    public StandInHost Host => host;

    public static async Task<StandInSidecars> StartAsync(
        WorldPlan plan, IReadOnlyDictionary<string, int> appPorts, CancellationToken cancellationToken)
    {
        var cluster = plan.Postgres ?? await PostgresCluster.SharedAsync();
        var connection = await cluster.CreateDatabaseAsync(cancellationToken);
        var components = Directory.CreateTempSubdirectory("dapr-conformance-").FullName;
        ComponentFiles.Write(components, plan, stateConnection: "", redisHost: "");
        var options = new StandInOptions
        {
            ConnectionString = connection,
            ComponentsFolder = components,
            ApiToken = plan.ApiToken,
            AppToken = plan.AppToken,
        };
        foreach (var app in plan.Apps)
            options.Apps.Add(new AppOptions { AppId = app.AppId, AppPort = appPorts[app.AppId] });
        var host = await StandInHost.StartAsync(
            options, TimeProvider.System, NullLoggerFactory.Instance, cancellationToken);
        foreach (var absent in plan.Apps.Where(app => !app.HasSidecar)) await host.Slot(absent.AppId).KillAsync();
        return new StandInSidecars(host, connection, components);
    }

    public int HttpPort(string appId) => host.Slot(appId).HttpPort;

    public int GrpcPort(string appId) => host.Slot(appId).GrpcPort;

    public Task StopAsync(string appId) => host.Slot(appId).StopAsync();

    public Task KillAsync(string appId) => host.Slot(appId).KillAsync();

    public Task StartAsync(string appId, CancellationToken cancellationToken) => host.Slot(appId).StartAsync(cancellationToken);

    public Task DrainAsync(string topic, CancellationToken cancellationToken) => Eventually.HoldsAsync(
        () => host.Faults.Broker.Topic("pubsub", topic).Depth == 0, $"{topic} drained", cancellationToken);

    // Every type has one host here; the fault switch does what another host's crash does.
    public Task AddOtherHostAsync(string appId, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task CrashOtherHostAsync(CancellationToken cancellationToken) =>
        host.Faults.RebalanceAsync(deactivate: false, cancellationToken);

    public Task SetPlacementAsync(bool connected, CancellationToken cancellationToken) =>
        host.Faults.HangAsync(!connected, cancellationToken);

    public Task SetBrokerAsync(bool up, CancellationToken cancellationToken)
    {
        host.Faults.FailPublishes(!up);
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        Directory.Delete(components, recursive: true);
    }
}
