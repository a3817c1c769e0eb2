using SharedSequencer.Client;
using SharedSequencer.Launcher.Mesh;
using SharedSequencer.Launcher.Traffic;
using SharedSequencer.Protocol;

namespace SharedSequencer.Launcher.Bench;

/// <summary>
/// The intake of the mesh beside that of anvil: the same signed transactions from the same generator, one
/// server after the other in every round, the other one idle meanwhile.
/// </summary>
internal sealed class IntakeBench : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly LocalMeshHost _mesh;
    private readonly RollupEndpoint _rollup;
    private readonly BareAnvil _anvil;
    private readonly ChainWitness _witness;
    private readonly NodeClient? _executing;
    private readonly FundedSender[] _senders;
    private readonly TimeProvider _time;
    private readonly IProgress<string> _progress;
    private long _sent;

    private IntakeBench(
        LocalMeshHost mesh, BareAnvil anvil, ChainWitness witness, NodeClient? executing, TimeProvider time,
        IProgress<string> progress)
    {
        _mesh = mesh;
        _rollup = mesh.Endpoints.Rollups[0];
        _anvil = anvil;
        _witness = witness;
        _executing = executing;
        _time = time;
        _progress = progress;
        _senders = FundedSender.All(_rollup.ChainId, IntakePlan.Senders);
    }

    private Uri IngressRpc => new(_mesh.Endpoints.Ingress, $"/rpc/{_rollup.ChainId}");

    /// <summary>Registers the rollup and starts the anvil to compare with.</summary>
    /// <param name="mesh">The mesh.</param>
    /// <param name="http">For everything but the load.</param>
    /// <param name="options">With what the mesh was started.</param>
    /// <param name="progress">Gets a line per step.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task<IntakeBench> PrepareAsync(
        LocalMeshHost mesh, HttpClient http, MeshOptions options, IProgress<string> progress,
        CancellationToken cancellation)
    {
        var rollup = mesh.Endpoints.Rollups[0];
        var genesis = GenesisJson.Parse(await File.ReadAllTextAsync(mesh.Endpoints.GenesisFile, cancellation));
        var anvil = await BareAnvil.StartAsync(mesh, BareAnvil.Unsealed, http, options.Time, cancellation);
        var bench = new IntakeBench(
            mesh,
            anvil,
            new ChainWitness(mesh.Endpoints, new RollupId(rollup.ChainId), genesis, http),
            options.DriveRollups ? new NodeClient(new RpcClient(http, rollup.Node)) : null,
            options.Time,
            progress);
        await MeshSetup.RegisterAsync(mesh.Endpoints, rollup, genesis.NetworkId, http, options.Time, cancellation);
        return bench;
    }

    /// <summary>Measures.</summary>
    public async Task<IntakeReport> RunAsync(int rounds, CancellationToken cancellation)
    {
        _progress.Report("measuring bare signature recovery");
        var recovery = RecoveryRate.Measure(_time);
        foreach (var shape in IntakePlan.WarmUp)
            await RoundAsync(shape, cancellation);
        var singles = new List<RoundResult>();
        var batches = new List<RoundResult>();
        for (var round = 1; round <= rounds; round++)
        {
            singles.Add(await RoundAsync(IntakePlan.Singles, cancellation));
            batches.Add(await RoundAsync(IntakePlan.Batches, cancellation));
        }

        return new IntakeReport(singles, batches, recovery, _executing is not null, _mesh.Endpoints.SidecarDescription);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var sender in _senders)
            sender.Dispose();
        await _anvil.DisposeAsync();
    }

    private async Task<RoundResult> RoundAsync(LoadShape shape, CancellationToken cancellation)
    {
        _progress.Report($"{shape.Name}: signing {shape.Transactions} transactions");
        var load = Load.Sign(shape, _senders);

        var before = _mesh.CpuTimes();
        var mesh = await LoadGenerator.RunAsync(load, IngressRpc, _time, cancellation);
        _sent += shape.Transactions;
        _progress.Report($"{shape.Name}: mesh {mesh:0} tx/s; waiting until they are ordered and archived");
        await _witness.WaitUntilArchivedAsync(load, _time, cancellation);
        if (_executing is not null)
            await WaitUntilExecutedAsync(_executing, cancellation);
        var cpu = PerTransaction(before, _mesh.CpuTimes(), shape.Transactions);
        await _witness.ConfirmAsync(load, cancellation);

        var anvilBefore = _anvil.CpuTime;
        var anvil = await LoadGenerator.RunAsync(load, _anvil.Address, _time, cancellation);
        var anvilCpu = (_anvil.CpuTime - anvilBefore).TotalMicroseconds / shape.Transactions;
        await _anvil.MineAsync(cancellation);
        _progress.Report($"{shape.Name}: anvil {anvil:0} tx/s");
        return new RoundResult(mesh, anvil, cpu, anvilCpu);
    }

    /// <summary>So that no leftover work of the mesh slows anvil down.</summary>
    private Task WaitUntilExecutedAsync(NodeClient node, CancellationToken cancellation) => Waiting.UntilAsync(
        async token =>
        {
            var counts = await node.NoncesAsync([.. _senders.Select(sender => sender.Address)], token);
            return counts.Sum(count => (long)count) == _sent;
        },
        $"{_sent} transactions are executed", Patience, _time, cancellation);

    private static Dictionary<string, double> PerTransaction(
        IReadOnlyDictionary<string, TimeSpan> before, IReadOnlyDictionary<string, TimeSpan> after, int transactions) =>
        after.ToDictionary(
            entry => entry.Key,
            entry => (entry.Value - before.GetValueOrDefault(entry.Key)).TotalMicroseconds / transactions);
}
