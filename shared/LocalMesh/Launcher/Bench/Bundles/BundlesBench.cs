using SharedSequencer.Launcher.Mesh;
using SharedSequencer.Protocol;

namespace SharedSequencer.Launcher.Bench;

/// <summary>
/// Cross-rollup bundles on a whole mesh: how many per second, how long they take alone and beside others, and how far the
/// sagas fall behind. Every phase begins when everything before has come to its end, and is accounted for by the verified chain.
/// </summary>
internal sealed class BundlesBench : IDisposable
{
    private const string RatePhase = "rate";
    private const string SoftCommitPhase = "softCommit";
    private const string SettlePhase = "settle";

    private readonly LocalMeshHost _mesh;
    private readonly BundleUser[] _users;
    private readonly BundleLoadGenerator _generator;
    private readonly BundleWitness _witness;
    private readonly SagaWatch _sagas;
    private readonly TimeProvider _time;
    private readonly IProgress<string> _progress;
    private readonly Dictionary<string, BundleEnds> _ends = [];
    private long _sent;

    private BundlesBench(BenchRun run, BundleUser[] users, Genesis genesis, TimeProvider time)
    {
        (_mesh, _users, _time, _progress) = (run.Mesh, users, time, run.Progress);
        _generator = new BundleLoadGenerator(_mesh.Endpoints.Ingress, time);
        _witness = new BundleWitness(_mesh.Endpoints, genesis, run.Http, time);
        _sagas = new SagaWatch(_mesh.Endpoints, run.Http, time);
    }

    /// <summary>Registers the rollups and gives the users what they need.</summary>
    public static async Task<BundlesBench> PrepareAsync(BenchRun run, TimeProvider time, CancellationToken cancellation)
    {
        run.Progress.Report($"registering rollups, creating contracts, giving tokens to {BundlesPlan.Users} users");
        var genesis = GenesisJson.Parse(await File.ReadAllTextAsync(run.Mesh.Endpoints.GenesisFile, cancellation));
        var users = await new BundleGround(run.Mesh, run.Http, genesis, time).PrepareAsync(cancellation);
        return new BundlesBench(run, users, genesis, time);
    }

    /// <summary>Measures.</summary>
    public async Task<BundlesReport> RunAsync(int rounds, CancellationToken cancellation)
    {
        await RateAsync(BundlesPlan.WarmUpBundles, cancellation);
        await FlyAsync(BundlesPlan.WarmUp, cancellation);
        _ends.Clear();
        var rates = new List<BundleRound>();
        var flights = new List<FlightResult>();
        while (rates.Count < rounds)
        {
            rates.Add(await RateAsync(BundlesPlan.RateBundles, cancellation));
            foreach (var shape in BundlesPlan.Flights)
                flights.Add(await FlyAsync(shape, cancellation));
        }

        var endpoints = _mesh.Endpoints;
        return new BundlesReport(
            rates, FlightResult.Together(flights), _ends, endpoints.Validators.Count, endpoints.SidecarDescription);
    }

    public void Dispose()
    {
        foreach (var user in _users)
            user.Dispose();
    }

    private async Task<BundleRound> RateAsync(int each, CancellationToken cancellation)
    {
        var load = BundleLoad.Sign(_users, each, (user, notAfter) => user.Include(notAfter), _time);
        using var seen = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var watching = _sagas.WatchAsync(seen.Token);
        var before = _mesh.CpuTimes();
        var rate = await _generator.RushAsync(load, cancellation);
        var ordered = _time.GetTimestamp();
        _sent += load.Count;
        var behind = Math.Max(0, _sent - (await _sagas.LookAsync(cancellation)).Heard);
        _progress.Report($"{load.Count} bundles: {rate:0} per second; {behind} sagas behind");
        await _sagas.DrainAsync(_sent, cancellation);
        var drain = _time.GetElapsedTime(ordered);
        var cpu = CpuUse.PerTransaction(before, _mesh.CpuTimes(), load.Count);
        await seen.CancelAsync();
        await AccountAsync(RatePhase, load, cancellation);
        _progress.Report($"sagas at their end after {drain.TotalSeconds:0.0} s; {cpu.Values.Sum():0} µs of CPU per bundle");
        return new BundleRound(rate, behind, await watching, drain, cpu);
    }

    private async Task<FlightResult> FlyAsync(FlightShape shape, CancellationToken cancellation)
    {
        var users = _users[..shape.InFlight];
        _progress.Report($"{shape.InFlight} in flight: {shape.InFlight * shape.Inclusions} inclusions, then executions");
        var inclusions = BundleLoad.Sign(users, shape.Inclusions, (user, notAfter) => user.Include(notAfter), _time);
        var softCommit = await _generator.OrderAsync(inclusions, cancellation);
        await SettleDownAsync(SoftCommitPhase, inclusions, cancellation);
        var executions = BundleLoad.Sign(users, shape.Executions, (user, notAfter) => user.Execute(notAfter), _time);
        var settle = await _generator.DecideAsync(executions, cancellation);
        await SettleDownAsync(SettlePhase, executions, cancellation);
        return new FlightResult(shape.InFlight, softCommit, settle);
    }

    private async Task SettleDownAsync(string phase, BundleLoad load, CancellationToken cancellation)
    {
        _sent += load.Count;
        await _sagas.DrainAsync(_sent, cancellation);
        await AccountAsync(phase, load, cancellation);
    }

    private async Task AccountAsync(string phase, BundleLoad load, CancellationToken cancellation)
    {
        var ends = await _witness.ConfirmAsync(load, cancellation);
        _ends[phase] = _ends.GetValueOrDefault(phase, BundleEnds.None).And(ends);
    }
}
