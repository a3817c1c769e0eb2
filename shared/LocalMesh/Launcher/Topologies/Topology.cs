namespace SharedSequencer.Launcher.Topologies;

/// <summary>What runs on one machine: tye.yaml, read and checked.</summary>
public sealed record Topology
{
    /// <summary>Number of the operator that runs everything; those after it run a bare validator.</summary>
    public const int FullOperator = 1;

    /// <summary>Largest committee that one machine is asked to run; more can be simulated.</summary>
    public const int MaxValidators = 16;

    /// <summary>Name of the application.</summary>
    public required string Name { get; init; }

    /// <summary>All services, in the order in which they are started.</summary>
    public required IReadOnlyList<ServiceDescription> Services { get; init; }

    /// <summary>Folder of the Dapr component files, relative to the topology file.</summary>
    public required string ComponentsPath { get; init; }

    /// <summary>Log level of the sidecars.</summary>
    public required string SidecarLogLevel { get; init; }

    /// <summary>The full operator's .NET services: each gets a sidecar and a database.</summary>
    public IEnumerable<ServiceDescription> Projects =>
        Services.Where(s => s.Kind == ServiceKind.Project && s.Operator == FullOperator && s.Replicas is null);

    /// <summary>The bare validators, one for each operator from 2 on.</summary>
    public IEnumerable<ServiceDescription> BareValidators =>
        Services.Where(s => s.Kind == ServiceKind.Project && s.Operator != FullOperator);

    /// <summary>The PostgreSQL clusters, one for each operator.</summary>
    public IEnumerable<ServiceDescription> Clusters => Services.Where(s => s.Kind == ServiceKind.Image);

    /// <summary>Size of the committee that the file describes.</summary>
    public int Validators => FullOperator + (Services.Max(service => service.Replicas) ?? 0);

    /// <summary>The demo rollups' nodes.</summary>
    public IEnumerable<ServiceDescription> Rollups => Services.Where(s => s.RollupChainId is not null);

    /// <summary>The same for a committee of that size: what is there for every bare validator is numbered.</summary>
    public Topology ForCommittee(int validators)
    {
        var bare = Enumerable.Range(FullOperator + 1, validators - FullOperator).ToArray();
        return this with
        {
            Services =
            [
                .. Services.SelectMany(service => service.Replicas is null
                    ? [service]
                    : bare.Select(service.ForOperator)),
            ],
        };
    }

    /// <summary>The service of that name.</summary>
    /// <exception cref="LocalMeshException">There is none.</exception>
    public ServiceDescription Find(string name) =>
        Services.FirstOrDefault(service => service.Name == name)
        ?? throw new LocalMeshException($"The topology has no service '{name}'.");
}
