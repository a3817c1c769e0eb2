namespace SharedSequencer.Launcher.Sidecars;

/// <summary>Arguments of the Dapr programs, as of Dapr 1.18. Everything listens on loopback.</summary>
internal static class DaprCommandLine
{
    private const string Loopback = "127.0.0.1";

    /// <summary>Environment that keeps Dapr's own addresses on loopback.</summary>
    public static IReadOnlyDictionary<string, string> Environment { get; } =
        new Dictionary<string, string> { ["DAPR_HOST_IP"] = Loopback };

    /// <summary>One sidecar. Without <c>--scheduler-host-address</c> it starts without a scheduler: reminders and
    /// jobs then fail, and no service uses them. Without app health checks: with one host per actor type, withdrawing it
    /// would only turn errors into hanging calls.</summary>
    public static IReadOnlyList<string> Sidecar(SidecarEndpoints app, SidecarSettings settings) =>
    [
        "--mode", "standalone",
        "--app-id", app.AppId,
        "--app-port", $"{app.AppPort}",
        "--app-protocol", "http",
        "--app-channel-address", Loopback,
        "--dapr-listen-addresses", Loopback,
        "--dapr-http-port", $"{app.HttpPort}",
        "--dapr-grpc-port", $"{app.GrpcPort}",
        "--dapr-internal-grpc-listen-address", Loopback,
        "--dapr-internal-grpc-port", $"{app.InternalPort}",
        "--placement-host-address", $"{Loopback}:{settings.PlacementPort}",
        "--resources-path", settings.ComponentsFolder,
        "--config", settings.ConfigurationFile,
        "--enable-metrics=false",
        "--log-level", settings.LogLevel,
    ];

    /// <summary>The placement service, a cluster of one in memory.</summary>
    public static IReadOnlyList<string> Placement(int port, int raftPort, int healthPort) =>
    [
        "--mode", "standalone",
        "--id", "placement-0",
        "--initial-cluster", $"placement-0={Loopback}:{raftPort}",
        "--listen-address", Loopback,
        "--port", $"{port}",
        "--healthz-listen-address", Loopback,
        "--healthz-port", $"{healthPort}",
        "--tls-enabled=false",
        "--enable-metrics=false",
    ];

    /// <summary>A private Redis that survives a kill with at most a second of messages lost.</summary>
    public static IReadOnlyList<string> Redis(int port, string folder) =>
    [
        "--port", $"{port}", "--bind", Loopback, "--dir", folder,
        "--appendonly", "yes", "--appendfsync", "everysec", "--save", "",
    ];

    /// <summary>Configuration of the sidecars: they find each other through a file, because multicast does not work
    /// on every loopback.</summary>
    public static string Configuration(string nameFile) =>
        $"""
        apiVersion: dapr.io/v1alpha1
        kind: Configuration
        metadata:
          name: mesh
        spec:
          nameResolution:
            component: sqlite
            version: v1
            configuration:
              connectionString: "{nameFile}"
          tracing:
            samplingRate: "0"
          metrics:
            enabled: false

        """;
}
