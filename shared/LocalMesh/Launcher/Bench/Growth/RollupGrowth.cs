using System.Net;
using SharedSequencer.Client;
using SharedSequencer.Launcher.Development;
using SharedSequencer.Launcher.Mesh;
using SharedSequencer.Launcher.Traffic;
using SharedSequencer.Messages;
using SharedSequencer.Protocol;

namespace SharedSequencer.Launcher.Bench;

/// <summary>Cost of a transaction on a real mesh whose load is spread over more and more rollups.</summary>
internal sealed class RollupGrowth(
    LocalMeshHost mesh, HttpClient http, TimeProvider time, IProgress<string> progress) : IDisposable
{
    private const string Explanation =
        "a batch belongs to one rollup: the same load over more rollups makes more and smaller batches, and each costs "
        + "signatures, a journal row and a publish of its own";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly Dictionary<ulong, FundedSender[]> _senders = [];

    /// <summary>Measures.</summary>
    public async Task<GrowthSeries> RunAsync(CancellationToken cancellation)
    {
        var genesis = GenesisJson.Parse(await File.ReadAllTextAsync(mesh.Endpoints.GenesisFile, cancellation));
        var micros = new List<double>();
        foreach (var rollups in GrowthPlan.Rollups)
        {
            await RegisterAsync(rollups, genesis, cancellation);
            // The first round with so many rollups is not counted.
            await RoundAsync(cancellation);
            micros.Add(await RoundAsync(cancellation));
            progress.Report($"{rollups} rollups: {micros[^1]:0} µs per transaction");
        }

        return new GrowthSeries(
            "rollups",
            $"CPU µs per transaction over all processes, {mesh.Endpoints.Validators.Count} validators, by rollups that share the load",
            GrowthPlan.Rollups,
            micros,
            Explanation);
    }

    public void Dispose()
    {
        foreach (var sender in _senders.Values.SelectMany(senders => senders))
            sender.Dispose();
    }

    private async Task RegisterAsync(int rollups, Genesis genesis, CancellationToken cancellation)
    {
        var registrar = new RollupRegistrar(http, mesh.Endpoints.Ingress, genesis.NetworkId);
        progress.Report($"registering rollups up to {rollups}");
        while (_senders.Count < rollups)
        {
            var id = DevelopmentGenesis.FirstSpareRollup + (ulong)_senders.Count;
            using var owner = DevelopmentKeys.Derive(DevelopmentRole.Owner, id);
            await registrar.RegisterAsync(new RollupIdentity(new RollupId(id), id), owner, 1, cancellationToken: cancellation);
            _senders[id] = FundedSender.All(id, GrowthPlan.SendersPerRollup);
        }

        foreach (var id in _senders.Keys)
        {
            var rpc = new RpcClient(http, new Uri(mesh.Endpoints.Ingress, $"/rpc/{id}"));
            await Waiting.UntilAsync(
                async token => (await rpc.TryCallAsync(new RpcCall("eth_chainId"), token)).Error is null,
                $"rollup {id} is registered", Patience, time, cancellation);
        }
    }

    private async Task<double> RoundAsync(CancellationToken cancellation)
    {
        var load = SpreadLoad.Sign(_senders);
        var before = mesh.CpuTimes();
        await load.SendAsync(mesh.Endpoints.Ingress, cancellation);
        foreach (var (rollup, hash) in load.Last)
        {
            var place = new Uri(mesh.Endpoints.Publisher, PublisherRoutes.TransactionOf(rollup, $"{hash}"));
            await Waiting.UntilAsync(
                async token =>
                {
                    using var answer = await http.GetAsync(place, token);
                    return answer.StatusCode == HttpStatusCode.OK;
                },
                "everything accepted is ordered and archived", Patience, time, cancellation);
        }

        return CpuUse.PerTransaction(before, mesh.CpuTimes(), GrowthPlan.MeshTransactions).Values.Sum();
    }
}
