namespace SharedSequencer.Launcher.Topologies;

/// <summary>What runs on one machine: tye.yaml, read and checked.</summary>
public sealed record Topology
{
    /// <summary>Name of the application.</summary>
    public required string Name { get; init; }

    /// <summary>All services, in the order in which they are started.</summary>
    public required IReadOnlyList<ServiceDescription> Services { get; init; }

    /// <summary>Folder of the Dapr component files, relative to the topology file.</summary>
    public required string ComponentsPath { get; init; }

    /// <summary>Log level of the sidecars.</summary>
    public required string SidecarLogLevel { get; init; }

    /// <summary>The .NET services: each gets a sidecar and a database.</summary>
    public IEnumerable<ServiceDescription> Projects => Services.Where(s => s.Kind == ServiceKind.Project);

    /// <summary>The demo rollups' nodes.</summary>
    public IEnumerable<ServiceDescription> Rollups => Services.Where(s => s.RollupChainId is not null);

    /// <summary>The service of that name.</summary>
    /// <exception cref="LocalMeshException">There is none.</exception>
    public ServiceDescription Find(string name) =>
        Services.FirstOrDefault(service => service.Name == name)
        ?? throw new LocalMeshException($"The topology has no service '{name}'.");
}
