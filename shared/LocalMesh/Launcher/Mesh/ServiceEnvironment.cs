using SharedSequencer.Launcher.Sidecars;

namespace SharedSequencer.Launcher.Mesh;

/// <summary>The configuration that LocalMesh generates for a service, as environment variables.</summary>
internal static class ServiceEnvironment
{
    /// <summary>Builds the variables of one service; what tye.yaml and the caller add comes on top.</summary>
    public static Dictionary<string, string> Create(
        SidecarEndpoints sidecar, int? metricsPort, string database, MeshSurroundings mesh)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{sidecar.AppPort}",
            ["DAPR_HTTP_PORT"] = $"{sidecar.HttpPort}",
            ["DAPR_GRPC_PORT"] = $"{sidecar.GrpcPort}",
            ["ConnectionStrings__Postgres"] = database,
            ["Network__GenesisFile"] = mesh.GenesisFile,
            ["Keys__AllowDevelopmentKeys"] = "true",
        };
        if (metricsPort is { } port)
            variables["Metrics__Port"] = $"{port}";
        foreach (var rollup in mesh.Rollups)
        {
            var prefix = $"Rollups__{rollup.ChainId}__";
            variables[prefix + "ChainId"] = $"{rollup.ChainId}";
            variables[prefix + "NodeUrl"] = rollup.Node.ToString();
            variables[prefix + "NodeWebSocketUrl"] = rollup.NodeWebSocket.ToString();
        }

        return variables;
    }
}
