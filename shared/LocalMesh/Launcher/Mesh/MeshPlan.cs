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
    private readonly IReadOnlyList<SidecarEndpoints> _apps;
    private readonly CommitteePlan _committee;

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
        (Clusters, _apps, Sidecars) = built;
        _committee = new CommitteePlan(topology, Clusters, ports, options.BreakableLinks);
        Endpoints = CreateEndpoints();
    }

    public RepositoryLayout Layout { get; }

    public Topology Topology { get; }

    public RunFolder Folder { get; }

    /// <summary>The PostgreSQL clusters, the full operator's first.</summary>
    public IReadOnlyList<PostgresCluster> Clusters { get; }

    public MeshEndpoints Endpoints { get; }

    public ISidecars Sidecars { get; }

    /// <summary>The ways between validators.</summary>
    public CommitteePlan Committee => _committee;

    public static async Task<MeshPlan> CreateAsync(
        RepositoryLayout layout, RunFolder folder, MeshOptions options, CancellationToken cancellation)
    {
        var described = TopologyFile.Read(layout.TopologyFile);
        var topology = described.ForCommittee(options.Validators ?? described.Validators);
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
    public void Dispose()
    {
        _committee.Dispose();
        _ports.Dispose();
    }

    private static async Task<Built> BuildAsync(
        RepositoryLayout layout,
        Topology topology,
        RunFolder folder,
        MeshOptions options,
        PortPlan ports,
        CancellationToken cancellation)
    {
        var clusters = topology.Clusters.Select(service => Cluster(service, topology, folder, ports)).ToList();
        var apps = topology.Projects.Select((service, index) => Sidecar(service, index, ports)).ToList();
        var context = new SidecarContext
        {
            Layout = layout,
            Folder = folder,
            Ports = ports,
            Apps = apps,
            ComponentsFolder = Path.Combine(layout.Root, topology.ComponentsPath),
            StateConnection = clusters[0].ConnectionString(StateDatabase),
            LogLevel = topology.SidecarLogLevel,
        };
        ISidecars sidecars = DaprPrograms.Find(options.DaprFolder) is { } programs
            ? await DaprSidecars.CreateAsync(context, programs, cancellation)
            : new StandInSidecars(context, ports.Port(StandInSidecars.ProcessName, "admin", StandInAdminPort));
        return new Built(clusters, apps, sidecars);
    }

    /// <summary>How a node, a service or a bare validator is started.</summary>
    public ProcessSpec SpecOf(ServiceDescription service)
    {
        var run = new RunTokens(Folder.Location, Folder.IsNew, Endpoints.Services);
        var tokens = new TokenText(service, run, binding => _ports.Of(service, binding));
        var isProject = service.Kind == ServiceKind.Project;
        var assembly = Layout.ProgramOf(service.Source);
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
        int? metrics = service.FindBinding(Binding.Metrics) is { } binding ? _ports.Of(service, binding) : null;
        var database = Clusters[service.Operator - 1].ConnectionString(service.Name);
        var variables = _apps.SingleOrDefault(app => app.AppId == service.Name) is { } sidecar
            ? ServiceEnvironment.Create(sidecar, metrics, database, surroundings)
            : ServiceEnvironment.CreateBare(Endpoints.Services[service.Name].Port, metrics, database, surroundings);
        _committee.AddVariables(service.Name, variables);
        foreach (var (name, value) in _options.ServiceEnvironment)
            variables[name] = value;
        return variables;
    }

    // A cluster of a bare validator's operator serves that validator alone.
    private static PostgresCluster Cluster(
        ServiceDescription service, Topology topology, RunFolder folder, PortPlan ports)
    {
        IEnumerable<string> databases = service.Operator == Topology.FullOperator
            ? topology.Projects.Select(project => project.Name).Append(StateDatabase)
            : topology.BareValidators.Where(validator => validator.Operator == service.Operator).Select(v => v.Name);
        return new PostgresCluster(
            folder, service.Name, ports.Of(service, service.Bindings[0]), [.. databases]);
    }

    private static SidecarEndpoints Sidecar(ServiceDescription service, int index, PortPlan ports) => new(
        service.Name,
        ports.Of(service, service.Require(Binding.Http)),
        ports.Port(service.Name, "sidecar-http", FirstSidecarHttpPort + index),
        ports.Port(service.Name, "sidecar-grpc", FirstSidecarGrpcPort + index),
        ports.Port(service.Name, "sidecar-internal", FirstSidecarInternalPort + index));

    private MeshEndpoints CreateEndpoints()
    {
        var programs = Topology.Projects.Concat(Topology.BareValidators).ToList();
        return new MeshEndpoints
        {
            Services = programs.ToDictionary(s => s.Name, s => Http(_ports.Of(s, s.Require(Binding.Http)))),
            Metrics = programs
                .Where(service => service.FindBinding(Binding.Metrics) is not null)
                .ToDictionary(s => s.Name, s => new Uri(Http(_ports.Of(s, s.Require(Binding.Metrics))), "metrics")),
            PublisherGrpc = Http(_ports.Of(Topology.Find("publisher"), Topology.Find("publisher").Require("grpc"))),
            Validators = _committee.Members,
            Rollups = [.. Topology.Rollups.Select(CreateRollup)],
            SidecarKind = Sidecars.Kind,
            SidecarDescription = Sidecars.Description,
            Sidecars = _apps,
            SidecarAdmin = Sidecars.Admin,
            Databases = programs.ToDictionary(s => s.Name, s => Clusters[s.Operator - 1].ConnectionString(s.Name)),
            GenesisFile = Folder.GenesisFile,
            KeysFolder = Folder.Keys,
        };
    }

    private RollupEndpoint CreateRollup(ServiceDescription service)
    {
        var port = _ports.Of(service, service.Require(Binding.Http));
        return new RollupEndpoint(
            service.Name, service.RollupChainId!.Value, Http(port), new Uri($"ws://127.0.0.1:{port}"));
    }

    private string Program(string source) =>
        source.Contains('/') ? Path.GetFullPath(Path.Combine(Layout.Root, source)) : source;

    private static Uri Http(int port) => new($"http://127.0.0.1:{port}");

    private sealed record Built(
        IReadOnlyList<PostgresCluster> Clusters, IReadOnlyList<SidecarEndpoints> Apps, ISidecars Sidecars);
}
