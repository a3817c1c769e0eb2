using SharedSequencer.Launcher.Sidecars;

namespace SharedSequencer.Launcher.Mesh;

/// <summary>The configuration that LocalMesh generates for a service, as environment variables.</summary>
internal static class ServiceEnvironment
{
    /// <summary>Builds the variables of one of the full operator's services; what tye.yaml and the caller add comes on
    /// top.</summary>
    public static Dictionary<string, string> Create(
        SidecarEndpoints sidecar, int? metricsPort, string database, MeshSurroundings mesh)
    {
        var variables = CreateBare(sidecar.AppPort, metricsPort, database, mesh);
        variables["DAPR_HTTP_PORT"] = $"{sidecar.HttpPort}";
        variables["DAPR_GRPC_PORT"] = $"{sidecar.GrpcPort}";
        foreach (var rollup in mesh.Rollups)
        {
            var prefix = $"Rollups__{rollup.ChainId}__";
            variables[prefix + "ChainId"] = $"{rollup.ChainId}";
            variables[prefix + "NodeUrl"] = rollup.Node.ToString();
            variables[prefix + "NodeWebSocketUrl"] = rollup.NodeWebSocket.ToString();
        }

        return variables;
    }

    /// <summary>Builds the variables of a bare validator: no sidecar, no rollup's node.</summary>
    public static Dictionary<string, string> CreateBare(
        int port, int? metricsPort, string database, MeshSurroundings mesh)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}",
            ["ConnectionStrings__Postgres"] = database,
            ["Network__GenesisFile"] = mesh.GenesisFile,
            ["Keys__AllowDevelopmentKeys"] = "true",
        };
        if (metricsPort is { } metrics)
            variables["Metrics__Port"] = $"{metrics}";
        return variables;
    }
}
