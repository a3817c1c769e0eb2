using SharedSequencer.Launcher.Development;
using SharedSequencer.Launcher.Faults;
using SharedSequencer.Launcher.Postgres;
using SharedSequencer.Launcher.Processes;
using SharedSequencer.Launcher.Runs;

namespace SharedSequencer.Launcher.Mesh;

/// <summary>A whole mesh on this machine, and the switches to break it. Disposing stops everything it started.
/// </summary>
/// <remarks>Safe to use from several threads, but two calls about the same process must not overlap.</remarks>
public sealed class LocalMeshHost : IAsyncDisposable
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(90);

    private readonly MeshOptions _options;
    private readonly MeshPlan _plan;
    private readonly IProgress<string> _progress;
    private readonly List<MeshPart> _parts = [];
    private bool _discard;
    private bool _stopped;

    private LocalMeshHost(MeshPlan plan, MeshOptions options, IProgress<string> progress)
    {
        _plan = plan;
        _options = options;
        _progress = progress;
    }

    /// <summary>Where everything is.</summary>
    public MeshEndpoints Endpoints => _plan.Endpoints;

    /// <summary>The run's folder with data, logs and keys.</summary>
    public RunFolder Folder => _plan.Folder;

    /// <summary>All processes, in the order in which they were started.</summary>
    public IReadOnlyList<MeshProcess> Processes => [.. _parts.Select(part => part.Process)];

    /// <summary>The switches of the links between validators.</summary>
    /// <exception cref="LocalMeshException">The mesh was started without <see cref="MeshOptions.BreakableLinks"/>.
    /// </exception>
    public PeerLinks Links => _plan.Committee.Links;

    private TimeProvider Time => _options.Time;

    /// <summary>Starts everything and waits until every service is ready.</summary>
    /// <param name="options">What to start.</param>
    /// <param name="progress">Gets one line per step; called on the caller's flow, in order.</param>
    /// <param name="cancellation">Stops the start; what was started by then is stopped again.</param>
    /// <exception cref="LocalMeshException">Something needed is missing, taken, or ended during its start.</exception>
    public static async Task<LocalMeshHost> StartAsync(
        MeshOptions options, IProgress<string> progress, CancellationToken cancellation)
    {
        var layout = RepositoryLayout.Find();
        var data = options.DataFolder ?? layout.DataFolder;
        RunFolder.SweepLeftovers(data);
        var name = options.Lasting ? options.Run : $"{options.Run}-{Environment.ProcessId}-{Guid.NewGuid():N}"[..32];
        var folder = RunFolder.Take(Path.Combine(data, name), options.Fresh);
        LocalMeshHost? mesh = null;
        try
        {
            var plan = await MeshPlan.CreateAsync(layout, folder, options, cancellation);
            mesh = new LocalMeshHost(plan, options, progress);
            await mesh.StartAllAsync(cancellation);
            return mesh;
        }
        catch
        {
            if (mesh is not null)
                await mesh.DisposeAsync();
            folder.Dispose();
            throw;
        }
    }

    /// <summary>The process of that name.</summary>
    /// <exception cref="LocalMeshException">There is none.</exception>
    public MeshProcess Find(string name) => FindPart(name).Process;

    /// <summary>kill -9; returns when the process is gone.</summary>
    public Task KillAsync(string name, CancellationToken cancellation) => Find(name).KillAsync(cancellation);

    /// <summary>Freezes a process (SIGSTOP): its connections stay open and nobody answers.</summary>
    public void Pause(string name) => Find(name).Send(UnixSignal.Stop);

    /// <summary>Lets a frozen process go on (SIGCONT).</summary>
    public void Resume(string name) => Find(name).Send(UnixSignal.Continue);

    /// <summary>Starts a process again, after stopping it in order if it still runs. Does not wait for readiness.
    /// </summary>
    public async Task RestartAsync(string name, CancellationToken cancellation)
    {
        var process = Find(name);
        if (process.IsRunning)
            await process.StopAsync(cancellation);
        await process.StartAsync(cancellation);
    }

    /// <summary>Starts a process with other variables on top of its own, until the next such call; stops it in order
    /// before if it still runs. Does not wait for readiness.</summary>
    public Task RestartAsync(
        string name, IReadOnlyDictionary<string, string> variables, CancellationToken cancellation)
    {
        Find(name).Variables = variables;
        return RestartAsync(name, cancellation);
    }

    /// <summary>Kills a validator and throws its journal away. Its keys are elsewhere and stay.</summary>
    public async Task WipeJournalAsync(ValidatorEndpoint validator, CancellationToken cancellation)
    {
        await KillAsync(validator.ProcessName, cancellation);
        await _plan.Clusters.Single(cluster => cluster.Name == validator.Database.Cluster)
            .RecreateDatabaseAsync(validator.Database.Name, cancellation);
    }

    /// <summary>Waits until a process answers that it is ready.</summary>
    /// <exception cref="LocalMeshException">It ended, or was not ready within 90 seconds.</exception>
    public Task WaitReadyAsync(string name, CancellationToken cancellation) =>
        FindPart(name).Layer == MeshLayer.Storage
            ? WaitForPostgresAsync(FindPart(name), cancellation)
            : Readiness.WaitAsync(FindPart(name), StartPatience, Time, cancellation);

    /// <summary>Whether a process answers that it is ready, asked once.</summary>
    public Task<bool> IsReadyAsync(string name, CancellationToken cancellation)
    {
        var part = FindPart(name);
        return part.Process.IsRunning ? part.IsReady(cancellation) : Task.FromResult(false);
    }

    /// <summary>CPU time that every running process has used since its latest start, its children included.</summary>
    public IReadOnlyDictionary<string, TimeSpan> CpuTimes() =>
        _parts.ToDictionary(part => part.Process.Name, part => part.Process.CpuTime);

    /// <summary>Says that the run ended well: its folder is deleted when it is stopped, unless it is a lasting one.
    /// </summary>
    public void MarkSucceeded() => _discard = !_options.Lasting;

    /// <summary>Stops everything in the opposite order of starting: services first, PostgreSQL last.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_stopped)
            return;
        _stopped = true;
        foreach (var layer in _parts.GroupBy(part => part.Layer).OrderByDescending(group => group.Key))
        {
            _progress.Report($"stopping {string.Join(", ", layer.Select(part => part.Process.Name))}");
            await Task.WhenAll(layer.Select(part => part.Process.StopAsync(CancellationToken.None)));
        }

        foreach (var part in _parts)
            part.Process.Dispose();
        _plan.Dispose();
        if (_discard)
            Folder.Delete();
        else
            Folder.Dispose();
    }

    private async Task StartAllAsync(CancellationToken cancellation)
    {
        _progress.Report($"sidecars: {Endpoints.SidecarDescription}");
        await new DevelopmentNetwork(Folder, _options, Time)
            .WriteAsync(_plan.Topology.Name, Endpoints.Rollups, Endpoints.Validators.Count, cancellation);
        await StartClustersAsync(cancellation);
        await _plan.Sidecars.PrepareAsync(cancellation);
        foreach (var (spec, readyPort) in _plan.Sidecars.Processes)
            Add(spec, MeshLayer.Sidecars, token => Readiness.PortAsync(readyPort, token));
        foreach (var service in _plan.Topology.Rollups)
        {
            var node = Endpoints.Rollups.Single(rollup => rollup.ProcessName == service.Name).Node;
            Add(_plan.SpecOf(service), MeshLayer.Rollups, token => Readiness.PortAsync(node.Port, token));
        }

        foreach (var service in _plan.Topology.BareValidators.Concat(_plan.Topology.Projects))
        {
            var ready = new Uri(Endpoints.Services[service.Name], "readyz");
            Add(_plan.SpecOf(service), MeshLayer.Services, token => Readiness.HttpAsync(ready, token));
        }

        await StartLayerAsync(MeshLayer.Sidecars, cancellation);
        await StartLayerAsync(MeshLayer.Rollups, cancellation);
        await StartLayerAsync(MeshLayer.Services, cancellation);
        KeepData();
    }

    /// <summary>From now on there is something to lose: no later start may begin anew in its place.</summary>
    private void KeepData()
    {
        Folder.MarkUsed();
        foreach (var service in _plan.Topology.Projects)
            Find(service.Name).Spec = _plan.SpecOf(service);
    }

    private async Task StartClustersAsync(CancellationToken cancellation)
    {
        _progress.Report($"starting {string.Join(", ", _plan.Clusters.Select(cluster => cluster.Name))}");
        await Task.WhenAll(_plan.Clusters.Select(cluster => cluster.CreateAsync(cancellation)));
        var parts = _plan.Clusters
            .Select(cluster => Add(cluster.CreateSpec(), MeshLayer.Storage, cluster.IsReadyAsync))
            .ToArray();
        await Task.WhenAll(_plan.Clusters.Zip(parts).Select(pair =>
            StartClusterAsync(pair.First, pair.Second, cancellation)));
    }

    private async Task StartClusterAsync(PostgresCluster cluster, MeshPart part, CancellationToken cancellation)
    {
        await part.Process.StartAsync(cancellation);
        await WaitForPostgresAsync(part, cancellation);
        await cluster.CreateDatabasesAsync(cancellation);
    }

    // Backends of a killed postmaster need a moment to notice; until then a new one refuses to start.
    private async Task WaitForPostgresAsync(MeshPart part, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await Readiness.WaitAsync(part, StartPatience, Time, cancellation);
                return;
            }
            catch (LocalMeshException) when (
                attempt < 50 && !part.Process.IsRunning && PostgresCluster.RefusedBecauseOfLeftovers(part.Process))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), Time, cancellation);
                await part.Process.StartAsync(cancellation);
            }
        }
    }

    private MeshPart Add(ProcessSpec spec, MeshLayer layer, Func<CancellationToken, Task<bool>> isReady)
    {
        var part = new MeshPart(new MeshProcess(spec, Folder.Record, Time), layer, isReady);
        _parts.Add(part);
        return part;
    }

    private async Task StartLayerAsync(MeshLayer layer, CancellationToken cancellation)
    {
        var parts = _parts.Where(part => part.Layer == layer).ToArray();
        _progress.Report($"starting {string.Join(", ", parts.Select(part => part.Process.Name))}");
        foreach (var part in parts)
            await part.Process.StartAsync(cancellation);
        foreach (var part in parts)
            await WaitReadyAsync(part.Process.Name, cancellation);
    }

    private MeshPart FindPart(string name) =>
        _parts.FirstOrDefault(part => part.Process.Name == name)
        ?? throw new LocalMeshException($"The mesh has no process '{name}'.");
}
