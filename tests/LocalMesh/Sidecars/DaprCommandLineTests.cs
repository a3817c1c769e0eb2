using SharedSequencer.Launcher.Sidecars;

namespace SharedSequencer.LocalMesh.Tests.Sidecars;

public sealed class DaprCommandLineTests
{
    private static readonly SidecarSettings Settings = new()
    {
        PlacementPort = 16050,
        ComponentsFolder = "/mesh/components",
        ConfigurationFile = "/mesh/configuration.yaml",
        LogLevel = "warn",
    };

    [Fact]
    public void A_sidecar_listens_on_loopback_and_knows_its_app_placement_and_components()
    {
        var arguments = DaprCommandLine.Sidecar(new SidecarEndpoints("ingress", 8080, 3500, 3600, 3700), Settings);

        Assert.Equal(
            "--mode standalone --app-id ingress --app-port 8080 --app-protocol http --app-channel-address 127.0.0.1 " +
            "--dapr-listen-addresses 127.0.0.1 --dapr-http-port 3500 --dapr-grpc-port 3600 " +
            "--dapr-internal-grpc-listen-address 127.0.0.1 --dapr-internal-grpc-port 3700 " +
            "--placement-host-address 127.0.0.1:16050 --resources-path /mesh/components " +
            "--config /mesh/configuration.yaml --enable-metrics=false --log-level warn",
            string.Join(' ', arguments));
    }

    [Fact]
    public void A_sidecar_is_told_of_no_scheduler()
    {
        var arguments = DaprCommandLine.Sidecar(new SidecarEndpoints("ingress", 1, 2, 3, 4), Settings);

        Assert.DoesNotContain(arguments, argument => argument.Contains("scheduler", StringComparison.Ordinal));
        Assert.Equal("127.0.0.1", DaprCommandLine.Environment["DAPR_HOST_IP"]);
    }

    [Fact]
    public void Placement_is_a_cluster_of_one_on_loopback()
    {
        Assert.Equal(
            "--mode standalone --id placement-0 --initial-cluster placement-0=127.0.0.1:16051 " +
            "--listen-address 127.0.0.1 --port 16050 --healthz-listen-address 127.0.0.1 --healthz-port 16052 " +
            "--tls-enabled=false --enable-metrics=false",
            string.Join(' ', DaprCommandLine.Placement(16050, 16051, 16052)));
    }

    [Fact]
    public void Redis_keeps_an_append_only_file_on_loopback()
    {
        Assert.Equal(
            ["--port", "16379", "--bind", "127.0.0.1", "--dir", "/mesh/redis", "--appendonly", "yes",
                "--appendfsync", "everysec", "--save", ""],
            DaprCommandLine.Redis(16379, "/mesh/redis"));
    }

    [Fact]
    public void Sidecars_find_each_other_through_a_file()
    {
        var configuration = DaprCommandLine.Configuration("/mesh/names.db");

        Assert.Contains("component: sqlite", configuration);
        Assert.Contains("connectionString: \"/mesh/names.db\"", configuration);
    }
}
