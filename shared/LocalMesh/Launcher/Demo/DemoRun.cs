using SharedSequencer.Client;
using SharedSequencer.Launcher.Mesh;
using SharedSequencer.Launcher.Traffic;
using SharedSequencer.Protocol;

namespace SharedSequencer.Launcher.Demo;

/// <summary>The demo on a running mesh: register, send, wait, and check everything from outside.</summary>
internal sealed class DemoRun
{
    private readonly LocalMeshHost _mesh;
    private readonly HttpClient _http;
    private readonly TimeProvider _time;
    private readonly IProgress<string> _progress;

    public DemoRun(LocalMeshHost mesh, HttpClient http, TimeProvider time, IProgress<string> progress)
    {
        _mesh = mesh;
        _http = http;
        _time = time;
        _progress = progress;
    }

    /// <summary>
    /// Runs the demo. What does not hold is in the report; what cannot be done at all throws.
    /// </summary>
    public async Task<DemoReport> RunAsync(CancellationToken cancellation)
    {
        var genesis = GenesisJson.Parse(await File.ReadAllTextAsync(_mesh.Endpoints.GenesisFile, cancellation));
        var rollups = _mesh.Endpoints.Rollups.Select(rollup => new DemoRollup(rollup, _mesh, _http, _time)).ToList();

        _progress.Report($"registering rollups {string.Join(" and ", rollups.Select(rollup => rollup.Id))}");
        await Task.WhenAll(rollups.Select(rollup => rollup.RegisterAsync(genesis.NetworkId, cancellation)));

        _progress.Report($"sending from {DemoPlan.SendersPerRollup} senders on each rollup");
        await Task.WhenAll(rollups.Select(rollup => rollup.SendAsync(cancellation)));

        var accepted = rollups.Sum(rollup => rollup.Accepted.Count);
        _progress.Report($"waiting until the nodes have executed {accepted} transactions");
        await Task.WhenAll(rollups.Select(rollup => rollup.WaitForExecutionAsync(cancellation)));

        using var bundles = new BundleDemo(
            rollups, new BundleClient(_http, _mesh.Endpoints.Ingress, genesis), genesis, _time);
        _progress.Report("sending cross-rollup bundles");
        await bundles.SendAsync(cancellation);
        _progress.Report("swapping tokens between the rollups: one swap that commits, one whose second leg reverts");
        await bundles.SwapAsync(cancellation);
        var bundled = await bundles.CheckAsync(
            new ProofClient(_http, _mesh.Endpoints.Publisher, genesis), cancellation);

        _progress.Report("recomputing the whole chain from the genesis");
        var chain = await VerifiedChain.ReadAsync(
            new BlockClient(_http, _mesh.Endpoints.Publisher), genesis, cancellation);

        _progress.Report($"chain of {chain.Head.Height} blocks verified; checking logs, proofs, receipts and nodes");
        var results = await Task.WhenAll(rollups.Select(rollup =>
            new RollupChecks(rollup, genesis, chain, _mesh.Endpoints).RunAsync(_http, cancellation)));

        _progress.Report("comparing the final chains of all validators");
        var comparison = await ChainComparison.ReadAsync(
            [.. _mesh.Endpoints.Validators.Select(validator => new ValidatorClient(_http, validator))],
            genesis, _time, cancellation);
        return DemoReport.Of(
            results, bundled, chain, genesis.Committee, comparison, _mesh.Endpoints.SidecarDescription);
    }
}
