using SharedSequencer.Client;
using SharedSequencer.Launcher.Bundles;
using SharedSequencer.Launcher.Mesh;
using SharedSequencer.Launcher.Traffic;
using SharedSequencer.Protocol;

namespace SharedSequencer.Launcher.Bench;

/// <summary>Makes a mesh ready for bundles: registers the rollups, creates the contracts, gives every user its tokens.</summary>
internal sealed class BundleGround(LocalMeshHost mesh, HttpClient http, Genesis genesis, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>The users, each able to send bundles of both modes.</summary>
    public async Task<BundleUser[]> PrepareAsync(CancellationToken cancellation)
    {
        var rollups = mesh.Endpoints.Rollups;
        await Task.WhenAll(rollups.Select(rollup =>
            MeshSetup.RegisterAsync(mesh.Endpoints, rollup, genesis.NetworkId, http, time, cancellation)));
        var sides = await Task.WhenAll(rollups.Select(rollup => SideAsync(rollup, cancellation)));
        BundleUser[] users =
            [.. Enumerable.Range(1, BundlesPlan.Users).Select(number => new BundleUser(number, sides, genesis))];
        await Task.WhenAll(rollups.Select((rollup, side) => EquipAsync(rollup, side, users, cancellation)));
        return users;
    }

    private async Task<BundleSide> SideAsync(RollupEndpoint rollup, CancellationToken cancellation)
    {
        using var deployer = new FundedSender(rollup.ChainId, BundlesPlan.Deployer);
        var id = new RollupId(rollup.ChainId);
        var contracts = await SwapContracts.DeployAsync(IngressOf(rollup), deployer, id, genesis, cancellation);
        return new BundleSide(id, contracts, deployer.Address);
    }

    private async Task EquipAsync(RollupEndpoint rollup, int side, BundleUser[] users, CancellationToken cancellation)
    {
        var answers = await IngressOf(rollup).SendManyAsync([.. users.SelectMany(user => user.Equip(side))], cancellation);
        if (answers.FirstOrDefault(answer => !answer.IsAccepted) is { } refusal)
            throw new LocalMeshException($"The ingress refused {refusal.Hash}: {refusal.Error!.Message}");
        var node = new NodeClient(new RpcClient(http, rollup.Node));
        IReadOnlyList<NodeReceipt?> receipts = [];
        await Waiting.UntilAsync(
            async token =>
            {
                receipts = await node.ReceiptsAsync([.. answers.Select(answer => answer.Hash)], token);
                return receipts.All(receipt => receipt is not null);
            },
            $"every user has tokens on rollup {rollup.ChainId}", Patience, time, cancellation);
        if (receipts.FirstOrDefault(receipt => !receipt!.Succeeded) is { } reverted)
            throw new LocalMeshException($"{reverted.Transaction} reverted on rollup {rollup.ChainId}.");
    }

    private TransactionClient IngressOf(RollupEndpoint rollup) =>
        new(new RpcClient(http, new Uri(mesh.Endpoints.Ingress, $"/rpc/{rollup.ChainId}")));
}
