using SharedSequencer.Launcher;
using SharedSequencer.Launcher.Mesh;
using SharedSequencer.Launcher.Sidecars;
using SharedSequencer.Launcher.Topologies;

namespace SharedSequencer.LocalMesh.Tests.Mesh;

public sealed class ServiceEnvironmentTests
{
    [Fact]
    public void A_service_is_told_its_ports_its_database_its_network_and_the_rollups()
    {
        var rollup = new RollupEndpoint(
            "rollup-901", 901, new Uri("http://127.0.0.1:9545"), new Uri("ws://127.0.0.1:9545"));
        var variables = ServiceEnvironment.Create(
            new SidecarEndpoints("ingress", 8080, 3500, 3600, 3700),
            metricsPort: 9180,
            "Host=db",
            new MeshSurroundings("/run/genesis.json", [rollup]));

        Assert.Equal(
            new Dictionary<string, string>
            {
                ["ASPNETCORE_URLS"] = "http://127.0.0.1:8080",
                ["Metrics__Port"] = "9180",
                ["DAPR_HTTP_PORT"] = "3500",
                ["DAPR_GRPC_PORT"] = "3600",
                ["ConnectionStrings__Postgres"] = "Host=db",
                ["Network__GenesisFile"] = "/run/genesis.json",
                ["Keys__AllowDevelopmentKeys"] = "true",
                ["Rollups__901__ChainId"] = "901",
                ["Rollups__901__NodeUrl"] = "http://127.0.0.1:9545/",
                ["Rollups__901__NodeWebSocketUrl"] = "ws://127.0.0.1:9545/",
            },
            variables);
    }

    [Fact]
    public void Tokens_of_the_topology_become_ports_and_folders()
    {
        var tokens = new TokenText(Service(), Run(isNew: true), binding => binding.Port + 1);

        Assert.Equal("--port 8093 --init /run/x.json", tokens.Fill("--port ${port:grpc} --init ${run}/x.json"));
    }

    [Theory]
    [InlineData(true, "true http://127.0.0.1:8080/")]
    [InlineData(false, "false http://127.0.0.1:8080/")]
    public void A_service_learns_where_the_others_are_and_whether_the_run_is_new(bool isNew, string text) =>
        Assert.Equal(text, new TokenText(Service(), Run(isNew), _ => 1).Fill("${new-run} ${url:ingress}"));

    [Theory]
    [InlineData("${url:nobody}")]
    [InlineData("${port:web}")]
    [InlineData("${home}")]
    public void A_token_that_means_nothing_is_refused(string text) =>
        Assert.Throws<LocalMeshException>(() => new TokenText(Service(), Run(isNew: true), _ => 1).Fill(text));

    private static RunTokens Run(bool isNew) => new(
        "/run", isNew, new Dictionary<string, Uri> { ["ingress"] = new("http://127.0.0.1:8080") });

    private static ServiceDescription Service() => new()
    {
        Name = "publisher",
        Kind = ServiceKind.Executable,
        Source = "x",
        Arguments = [],
        Environment = new Dictionary<string, string>(),
        Bindings = [new Binding("grpc", 8092)],
    };
}
