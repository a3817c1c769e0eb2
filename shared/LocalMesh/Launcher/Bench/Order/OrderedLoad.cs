using SharedSequencer.Client;
using SharedSequencer.Launcher.Mesh;
using SharedSequencer.Launcher.Traffic;
using SharedSequencer.Protocol;

namespace SharedSequencer.Launcher.Bench;

/// <summary>Sends a load to the ingress and knows when it is soft-committed, archived, and in the chain.</summary>
internal sealed class OrderedLoad
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly Uri _target;
    private readonly TransactionClient _ingress;
    private readonly ChainWitness _witness;
    private readonly TimeProvider _time;

    private OrderedLoad(Uri target, TransactionClient ingress, ChainWitness witness, TimeProvider time) =>
        (_target, _ingress, _witness, _time) = (target, ingress, witness, time);

    /// <summary>Where wallets ask.</summary>
    public TransactionClient Ingress => _ingress;

    /// <summary>Where the load goes.</summary>
    public Uri Target => _target;

    /// <summary>Registers the first demo rollup.</summary>
    public static async Task<OrderedLoad> PrepareAsync(
        LocalMeshHost mesh, HttpClient http, TimeProvider time, CancellationToken cancellation)
    {
        var rollup = mesh.Endpoints.Rollups[0];
        var genesis = GenesisJson.Parse(await File.ReadAllTextAsync(mesh.Endpoints.GenesisFile, cancellation));
        await MeshSetup.RegisterAsync(mesh.Endpoints, rollup, genesis.NetworkId, http, time, cancellation);
        var target = new Uri(mesh.Endpoints.Ingress, $"/rpc/{rollup.ChainId}");
        return new OrderedLoad(
            target,
            new TransactionClient(new RpcClient(http, target)),
            new ChainWitness(mesh.Endpoints, new RollupId(rollup.ChainId), genesis, http),
            time);
    }

    /// <summary>Sends everything; transactions per second until the ingress tells that the last ones are soft-committed.
    /// </summary>
    public async Task<double> SendAsync(Load load, CancellationToken cancellation)
    {
        var started = _time.GetTimestamp();
        await LoadGenerator.RunAsync(load, _target, _time, cancellation);
        foreach (var hashes in load.Hashes)
        {
            await Waiting.UntilAsync(
                async token => IsSoftCommitted(await _ingress.GetStatusAsync(hashes[^1], token)),
                "everything accepted is soft-committed", Patience, _time, cancellation);
        }

        return load.Shape.Transactions / _time.GetElapsedTime(started).TotalSeconds;
    }

    /// <summary>Waits until the publisher has it all.</summary>
    public Task WaitUntilArchivedAsync(Load load, CancellationToken cancellation) =>
        _witness.WaitUntilArchivedAsync(load, _time, cancellation);

    /// <summary>Fails unless the verified chain holds exactly this since the last time.</summary>
    public Task ConfirmAsync(Load load, CancellationToken cancellation) => _witness.ConfirmAsync(load, cancellation);

    /// <summary>Whether a transaction stands in a final block.</summary>
    public static bool IsSoftCommitted(TransactionStatus? status) =>
        status?.Step is ConfirmationStep.SoftCommitted or ConfirmationStep.FirmCommitted
            or ConfirmationStep.L1Finalized;
}
