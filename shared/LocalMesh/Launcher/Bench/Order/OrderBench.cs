using SharedSequencer.Client;
using SharedSequencer.Launcher.Mesh;
using SharedSequencer.Launcher.Traffic;
using SharedSequencer.Protocol;

namespace SharedSequencer.Launcher.Bench;

/// <summary>
/// How many transactions per second a whole committee on this machine makes final, beside those that anvil mines: the
/// same signed transactions from the same generator, one server after the other. The other one stands by meanwhile: anvil
/// mines empty blocks and the mesh makes them, which costs it more and is told with each round.
/// </summary>
internal sealed class OrderBench : IAsyncDisposable
{
    private readonly LocalMeshHost _mesh;
    private readonly BareAnvil _anvil;
    private readonly OrderedLoad _ordered;
    private readonly FundedSender[] _senders;
    private readonly TimeProvider _time;
    private readonly IProgress<string> _progress;

    private OrderBench(
        LocalMeshHost mesh, BareAnvil anvil, OrderedLoad ordered, TimeProvider time, IProgress<string> progress)
    {
        (_mesh, _anvil, _ordered, _time, _progress) = (mesh, anvil, ordered, time, progress);
        _senders = FundedSender.All(mesh.Endpoints.Rollups[0].ChainId, IntakePlan.Senders);
    }

    /// <summary>Registers the rollup and starts the anvil to compare with.</summary>
    public static async Task<OrderBench> PrepareAsync(
        LocalMeshHost mesh, HttpClient http, TimeProvider time, IProgress<string> progress,
        CancellationToken cancellation)
    {
        var anvil = await BareAnvil.StartAsync(mesh, BareAnvil.EverySecond, http, time, cancellation);
        var ordered = await OrderedLoad.PrepareAsync(mesh, http, time, cancellation);
        return new OrderBench(mesh, anvil, ordered, time, progress);
    }

    /// <summary>Measures.</summary>
    public async Task<OrderReport> RunAsync(int rounds, CancellationToken cancellation)
    {
        await RoundAsync(OrderPlan.WarmUp, cancellation);
        var results = new List<OrderRound>();
        while (results.Count < rounds)
            results.Add(await RoundAsync(OrderPlan.Batches, cancellation));
        return new OrderReport(results, _mesh.Endpoints.Validators.Count, _mesh.Endpoints.SidecarDescription);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var sender in _senders)
            sender.Dispose();
        await _anvil.DisposeAsync();
    }

    private async Task<OrderRound> RoundAsync(LoadShape shape, CancellationToken cancellation)
    {
        _progress.Report($"{shape.Name}: signing {shape.Transactions} transactions");
        var load = Load.Sign(shape, _senders);

        var before = _mesh.CpuTimes();
        var mesh = await _ordered.SendAsync(load, cancellation);
        await _ordered.WaitUntilArchivedAsync(load, cancellation);
        var cpu = CpuUse.PerTransaction(before, _mesh.CpuTimes(), shape.Transactions);
        _progress.Report($"{shape.Name}: mesh {mesh:0} tx/s, {cpu.Values.Sum():0} µs; checking that the chain holds them");
        await _ordered.ConfirmAsync(load, cancellation);

        var standing = _mesh.CpuTimes();
        var anvilBefore = _anvil.CpuTime;
        var started = _time.GetTimestamp();
        await LoadGenerator.RunAsync(load, _anvil.Address, _time, cancellation);
        await WaitUntilMinedAsync(load, cancellation);
        var span = _time.GetElapsedTime(started);
        var anvil = shape.Transactions / span.TotalSeconds;
        var idle = CpuUse.Share(standing, _mesh.CpuTimes(), span);
        var anvilCpu = (_anvil.CpuTime - anvilBefore).TotalMicroseconds / shape.Transactions;
        _progress.Report($"{shape.Name}: anvil {anvil:0} tx/s, {anvilCpu:0} µs; the mesh beside it {idle:0.00} cores");
        return new OrderRound(mesh, anvil, cpu, anvilCpu, idle);
    }

    // Each connection's last one: anvil keeps the order of what one account sends, and every account sends to the end.
    private Task WaitUntilMinedAsync(Load load, CancellationToken cancellation) => Waiting.UntilAsync(
        async token =>
        {
            var last = load.Hashes.SelectMany(hashes => hashes.TakeLast(IntakePlan.Senders)).ToArray();
            var receipts = await _anvil.Node.ReceiptsAsync([last[^1]], token);
            return receipts[0] is not null
                && (await _anvil.Node.ReceiptsAsync(last, token)).All(receipt => receipt is not null);
        },
        "anvil has mined everything", TimeSpan.FromMinutes(2), _time, cancellation);
}
