using Npgsql;
using SharedSequencer.Launcher.Processes;

namespace SharedSequencer.Launcher.Sidecars;

/// <summary>Real daprd: one per service, one placement, a private Redis as broker.</summary>
internal sealed class DaprSidecars : ISidecars
{
    private readonly SidecarContext _context;
    private readonly string _configurationFile;
    private readonly string _redisFolder;

    public DaprSidecars(SidecarContext context, DaprPrograms programs, string version)
    {
        _context = context;
        _configurationFile = Path.Combine(context.Folder.Location, "dapr-configuration.yaml");
        _redisFolder = Path.Combine(context.Folder.Location, "redis");
        Description = $"daprd {version}";
        Processes = [.. CreateProcesses(programs)];
    }

    public SidecarKind Kind => SidecarKind.Dapr;

    public string Description { get; }

    public IReadOnlyList<SidecarProcess> Processes { get; }

    public Uri? Admin => null;

    public static async Task<DaprSidecars> CreateAsync(
        SidecarContext context, DaprPrograms programs, CancellationToken cancellation)
    {
        var version = await OneShotCommand.RunAsync(
            [programs.Daprd, "--version"], context.Folder.Location, cancellation);
        return new DaprSidecars(context, programs, version.Trim());
    }

    public async Task PrepareAsync(CancellationToken cancellation)
    {
        Directory.CreateDirectory(_redisFolder);
        const string NameFile = "dapr-names.db";
        // Names of an earlier run point to ports that nobody listens on any more; SQLite's side files go with them.
        foreach (var file in Directory.EnumerateFiles(_context.Folder.Location, NameFile + "*"))
            File.Delete(file);
        var names = Path.Combine(_context.Folder.Location, NameFile);
        await File.WriteAllTextAsync(_configurationFile, DaprCommandLine.Configuration(names), cancellation);
    }

    private IEnumerable<SidecarProcess> CreateProcesses(DaprPrograms programs)
    {
        var ports = _context.Ports;
        var redis = ports.Port("redis", "default", 16379);
        var placement = ports.Port("placement", "grpc", 16050);
        var raft = ports.Port("placement", "raft", 16051);
        var health = ports.Port("placement", "health", 16052);
        yield return Process("redis", programs.Redis, DaprCommandLine.Redis(redis, _redisFolder), redis);
        yield return Process(
            "placement", programs.Placement, DaprCommandLine.Placement(placement, raft, health), placement);
        var environment = new Dictionary<string, string>(DaprCommandLine.Environment)
        {
            ["MESH_REDIS_HOST"] = $"127.0.0.1:{redis}",
            ["MESH_STATE_CONNECTION"] = LibpqForm(_context.StateConnection),
        };
        var settings = new SidecarSettings
        {
            PlacementPort = placement,
            ComponentsFolder = _context.ComponentsFolder,
            ConfigurationFile = _configurationFile,
            LogLevel = _context.LogLevel,
        };
        foreach (var app in _context.Apps)
        {
            var arguments = DaprCommandLine.Sidecar(app, settings);
            yield return Process($"daprd-{app.AppId}", programs.Daprd, arguments, app.HttpPort, environment);
        }
    }

    private SidecarProcess Process(
        string name,
        string program,
        IReadOnlyList<string> arguments,
        int readyPort,
        IReadOnlyDictionary<string, string>? environment = null) => new(
        new ProcessSpec
        {
            Name = name,
            Program = program,
            Arguments = arguments,
            Environment = environment ?? new Dictionary<string, string>(),
            WorkingFolder = _context.Folder.Location,
            LogFile = _context.Folder.LogFile(name),
        },
        readyPort);

    private static string LibpqForm(string npgsql)
    {
        var parts = new NpgsqlConnectionStringBuilder(npgsql);
        return $"host={parts.Host} port={parts.Port} user={parts.Username} password={parts.Password} " +
            $"dbname={parts.Database} sslmode=disable";
    }
}
