using Microsoft.Extensions.Logging.Abstractions;
using SharedSequencer.StandIn.Hosting;
using SharedSequencer.Testing;

namespace SharedSequencer.DaprConformance.Tests.Support;

/// <summary>Starts stand-ins in this process for tests that need to reach inside.</summary>
internal static class StandInFixture
{
    public static async Task<StandInHost> StartAsync(
        CancellationToken cancellationToken, params (string AppId, int AppPort)[] apps)
    {
        var postgres = await PostgresCluster.SharedAsync();
        var options = new StandInOptions { ConnectionString = await postgres.CreateDatabaseAsync(cancellationToken) };
        foreach (var (appId, appPort) in apps) options.Apps.Add(new AppOptions { AppId = appId, AppPort = appPort });
        return await StandInHost.StartAsync(options, TimeProvider.System, NullLoggerFactory.Instance, cancellationToken);
    }
}
