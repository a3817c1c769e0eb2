using SharedSequencer.Launcher.Postgres;
using SharedSequencer.Launcher.Processes;
using SharedSequencer.Launcher.Runs;
using SharedSequencer.Launcher.Sidecars;
using SharedSequencer.Launcher.Topologies;

namespace SharedSequencer.Launcher.Mesh;

/// <summary>Everything of a run that is decided before the first process starts: ports, processes, endpoints.</summary>
internal sealed class MeshPlan : IDisposable
{
    /// <summary>Database of the actor state.</summary>
    public const string StateDatabase = "mesh_state";

    private const int FirstSidecarHttpPort = 3500;
    private const int FirstSidecarGrpcPort = 3600;
    private const int FirstSidecarInternalPort = 3700;
    private const int StandInAdminPort = 3599;

    private readonly MeshOptions _options;
    private readonly PortPlan _ports;
    private readonly ISidecars _sidecars;
    private readonly IReadOnlyList<SidecarEndpoints> _apps;

    private MeshPlan(
        RepositoryLayout layout,
        Topology topology,
        RunFolder folder,
        MeshOptions options,
        PortPlan ports,
        Built built)
    {
        Layout = layout;
        Topology = topology;
        Folder = folder;
        _options = options;
        _ports = ports;
        (Postgres, _apps, _sidecars) = built;
        Endpoints = CreateEndpoints();
    }

    public RepositoryLayout Layout { get; }

    public Topology Topology { get; }

    public RunFolder Folder { get; }

    public PostgresCluster Postgres { get; }

    public MeshEndpoints Endpoints { get; }

    public ISidecars Sidecars => _sidecars;

    /// <summary>The databases to have: one per service, and the actor state's.</summary>
    public IEnumerable<string> Databases => Topology.Projects.Select(service => service.Name).Append(StateDatabase);

    public static async Task<MeshPlan> CreateAsync(
        RepositoryLayout layout, RunFolder folder, MeshOptions options, CancellationToken cancellation)
    {
        var topology = TopologyFile.Read(layout.TopologyFile);
        var ports = new PortPlan(options.FixedPorts);
        try
        {
            var built = await BuildAsync(layout, topology, folder, options, ports, cancellation);
            var plan = new MeshPlan(layout, topology, folder, options, ports, built);
            ports.RequireFree();
            return plan;
        }
        catch
        {
            ports.Dispose();
            throw;
        }
    }

    /// <summary>Gives the ports back.</summary>
    public void Dispose() => _ports.Dispose();

    private static async Task<Built> BuildAsync(
        RepositoryLayout layout,
        Topology topology,
        RunFolder folder,
        MeshOptions options,
        PortPlan ports,
        CancellationToken cancellation)
    {
        var postgresPort = topology.Find(PostgresCluster.ProcessName).Bindings[0].Port;
        var postgres = new PostgresCluster(folder, ports.Port(PostgresCluster.ProcessName, "default", postgresPort));
        var apps = topology.Projects.Select((service, index) => Sidecar(service, index, ports)).ToList();
        var context = new SidecarContext
        {
            Layout = layout,
            Folder = folder,
            Ports = ports,
            Apps = apps,
            ComponentsFolder = Path.Combine(layout.Root, topology.ComponentsPath),
            StateConnection = postgres.ConnectionString(StateDatabase),
            LogLevel = topology.SidecarLogLevel,
        };
        ISidecars sidecars = DaprPrograms.Find(options.DaprFolder) is { } programs
            ? await DaprSidecars.CreateAsync(context, programs, cancellation)
            : new StandInSidecars(context, ports.Port(StandInSidecars.ProcessName, "admin", StandInAdminPort));
        return new Built(postgres, apps, sidecars);
    }

    /// <summary>How a node or a service is started.</summary>
    public ProcessSpec SpecOf(ServiceDescription service)
    {
        var run = new RunTokens(Folder.Location, Folder.IsNew, Endpoints.Services);
        var tokens = new TokenText(service, run, binding => PortOf(service, binding));
        var isProject = service.Kind == ServiceKind.Project;
        var assembly = Layout.AssemblyOf(service.Source);
        var variables = isProject ? GeneratedVariables(service) : [];
        foreach (var (name, value) in service.Environment)
            variables[name] = tokens.Fill(value);
        string[] arguments = [.. service.Arguments.Select(tokens.Fill)];
        return new ProcessSpec
        {
            Name = service.Name,
            Program = isProject ? "dotnet" : Program(service.Source),
            Arguments = isProject ? [assembly, .. arguments] : arguments,
            Environment = variables,
            // A service finds its appsettings.json in the folder it runs in.
            WorkingFolder = isProject ? Path.GetDirectoryName(assembly)! : Folder.Location,
            LogFile = Folder.LogFile(service.Name),
        };
    }

    private Dictionary<string, string> GeneratedVariables(ServiceDescription service)
    {
        var knowsRollups = _options.DriveRollups || service.Name != MeshEndpoints.PublisherName;
        var surroundings = new MeshSurroundings(Folder.GenesisFile, knowsRollups ? Endpoints.Rollups : []);
        var sidecar = _apps.Single(app => app.AppId == service.Name);
        int? metrics = service.FindBinding(Binding.Metrics) is { } binding ? PortOf(service, binding) : null;
        var variables = ServiceEnvironment.Create(
            sidecar, metrics, Postgres.ConnectionString(service.Name), surroundings);
        foreach (var (name, value) in _options.ServiceEnvironment)
            variables[name] = value;
        return variables;
    }

    private static SidecarEndpoints Sidecar(ServiceDescription service, int index, PortPlan ports)
    {
        var app = service.FindBinding(Binding.Http)
            ?? throw new LocalMeshException($"tye.yaml: service '{service.Name}' has no binding 'http'.");
        return new SidecarEndpoints(
            service.Name,
            ports.Port(service.Name, Binding.Http, app.Port),
            ports.Port(service.Name, "sidecar-http", FirstSidecarHttpPort + index),
            ports.Port(service.Name, "sidecar-grpc", FirstSidecarGrpcPort + index),
            ports.Port(service.Name, "sidecar-internal", FirstSidecarInternalPort + index));
    }

    private MeshEndpoints CreateEndpoints() => new()
    {
        Services = _apps.ToDictionary(app => app.AppId, app => Http(app.AppPort)),
        Metrics = Topology.Projects
            .Where(service => service.FindBinding(Binding.Metrics) is not null)
            .ToDictionary(s => s.Name, s => new Uri(Http(PortOf(s, s.FindBinding(Binding.Metrics)!)), "metrics")),
        PublisherGrpc = Http(PortOf(Topology.Find("publisher"), GrpcBinding())),
        Rollups = [.. Topology.Rollups.Select(CreateRollup)],
        SidecarKind = _sidecars.Kind,
        SidecarDescription = _sidecars.Description,
        Sidecars = _apps,
        SidecarAdmin = _sidecars.Admin,
        Databases = Topology.Projects.ToDictionary(s => s.Name, s => Postgres.ConnectionString(s.Name)),
        GenesisFile = Folder.GenesisFile,
        KeysFolder = Folder.Keys,
    };

    private Binding GrpcBinding() =>
        Topology.Find("publisher").FindBinding("grpc")
        ?? throw new LocalMeshException("tye.yaml: the service 'publisher' has no binding 'grpc'.");

    private RollupEndpoint CreateRollup(ServiceDescription service)
    {
        var binding = service.FindBinding(Binding.Http)
            ?? throw new LocalMeshException($"tye.yaml: service '{service.Name}' has no binding 'http'.");
        var port = PortOf(service, binding);
        return new RollupEndpoint(
            service.Name, service.RollupChainId!.Value, Http(port), new Uri($"ws://127.0.0.1:{port}"));
    }

    private int PortOf(ServiceDescription service, Binding binding) =>
        _ports.Port(service.Name, binding.Name, binding.Port);

    private string Program(string source) =>
        source.Contains('/') ? Path.GetFullPath(Path.Combine(Layout.Root, source)) : source;

    private static Uri Http(int port) => new($"http://127.0.0.1:{port}");

    private sealed record Built(
        PostgresCluster Postgres, IReadOnlyList<SidecarEndpoints> Apps, ISidecars Sidecars);
}
