using SharedSequencer.Client;
using SharedSequencer.Launcher.Mesh;
using SharedSequencer.Protocol;

namespace SharedSequencer.Launcher.Traffic;

/// <summary>What every use of a mesh begins with.</summary>
public static class MeshSetup
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Registers a demo rollup by its owner's key, with the publisher as its reporter, and waits until the ordered log made it
    /// take effect.
    /// </summary>
    public static async Task RegisterAsync(
        MeshEndpoints endpoints,
        RollupEndpoint rollup,
        NetworkId network,
        HttpClient http,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        using var owner = rollup.OwnerKey();
        var id = new RollupId(rollup.ChainId);
        await new RollupRegistrar(http, endpoints.Ingress, network)
            .RegisterAsync(new RollupIdentity(id, rollup.ChainId), owner, 1, RollupEndpoint.Reporter, cancellationToken);
        var rpc = new RpcClient(http, new Uri(endpoints.Ingress, $"/rpc/{rollup.ChainId}"));
        await Waiting.UntilAsync(
            async token => (await rpc.TryCallAsync(new RpcCall("eth_chainId"), token)).Error is null,
            $"rollup {id} is registered", Patience, time, cancellationToken);
    }
}
