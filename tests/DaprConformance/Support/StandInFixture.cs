using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SharedSequencer.StandIn.Hosting;

namespace SharedSequencer.DaprConformance.Tests.Support;

/// <summary>Starts stand-ins in this process for tests that need to reach inside.</summary>
internal static class StandInFixture
{
    public static async Task<StandInHost> StartAsync(
        PostgresCluster postgres, CancellationToken cancellationToken, params (string AppId, int AppPort)[] apps)
    {
        var options = new StandInOptions { ConnectionString = await postgres.CreateDatabaseAsync(cancellationToken) };
        foreach (var (appId, appPort) in apps) options.Apps.Add(new AppOptions { AppId = appId, AppPort = appPort });
        return await StandInHost.StartAsync(options, TimeProvider.System, NullLoggerFactory.Instance, cancellationToken);
    }
}
