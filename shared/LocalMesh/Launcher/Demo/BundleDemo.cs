using SharedSequencer.Client;
using SharedSequencer.Launcher.Bundles;
using SharedSequencer.Launcher.Traffic;
using SharedSequencer.Protocol;

namespace SharedSequencer.Launcher.Demo;

/// <summary>The cross-rollup part of the demo: many small bundles, a swap that commits and one that is refunded.</summary>
internal sealed class BundleDemo(
    IReadOnlyList<DemoRollup> rollups, BundleClient bundles, Genesis genesis, TimeProvider time) : IDisposable
{
    private const ulong FirstAmount = 1_000;
    private const ulong SecondAmount = 2_500;

    private readonly List<Bundle> _sent = [];
    private readonly List<SwapResult> _swaps = [];
    private readonly List<FundedSender> _accounts = [];

    /// <summary>Sends the bundles, several accounts at once.</summary>
    public async Task SendAsync(CancellationToken cancellation)
    {
        var signer = new InclusionBundles([.. rollups.Select(rollup => rollup.Id)], genesis.NetworkId, time);
        var sent = await Task.WhenAll(DemoPlan.BundleAccounts.Select(number => signer.SendAsync(
            bundles, [.. rollups.Select(rollup => Account(rollup, number))], DemoPlan.BundlesPerAccount, cancellation)));
        _sent.AddRange(sent.SelectMany(part => part));
    }

    /// <summary>Runs both swaps with contracts that it creates first.</summary>
    public async Task SwapAsync(CancellationToken cancellation)
    {
        var contracts = await Task.WhenAll(rollups.Select(rollup => SwapContracts.DeployAsync(
            rollup.Transactions, Account(rollup, DemoPlan.Deployer), rollup.Id, genesis, cancellation)));
        FundedSender[] messengers = [.. rollups.Select(rollup => Account(rollup, DemoPlan.Messenger))];
        var persistence = new Persistence(time, outlastsOutages: false);
        var swap = new Swap(
            Side(0, contracts[0], DemoPlan.FirstParty, FirstAmount, persistence),
            Side(1, contracts[1], DemoPlan.SecondParty, SecondAmount, persistence),
            new PatientBundles(bundles, persistence), genesis.NetworkId, time);
        _swaps.Add(await swap.RunAsync(secondApproves: true, messengers, cancellation));
        _swaps.Add(await swap.RunAsync(secondApproves: false, messengers, cancellation));
        _sent.AddRange(_swaps.Select(result => result.Decided.Bundle));
    }

    /// <summary>Waits until the chain has spoken about every bundle and the nodes have run them, then asks about each.</summary>
    public async Task<BundleResult> CheckAsync(ProofClient proofs, CancellationToken cancellation)
    {
        var nodes = rollups.ToDictionary(rollup => rollup.Id, rollup => rollup.Node);
        var checks = await new BundleAudit(bundles, proofs, nodes, time).CheckAsync(_sent, cancellation);
        return new BundleResult(
            Sent: _sent.Count,
            Included: checks.Count(check => check.IsIncluded),
            Aborted: checks.Count(check => check.IsAborted),
            Partial: checks.Count(check => check.IsPartial),
            Committed: _swaps.Count(swap => swap.IsCommitted),
            Refunded: _swaps.Count(swap => swap.IsRefunded),
            Stuck: _swaps.Count(swap => swap.IsStuck || (!swap.IsCommitted && !swap.IsRefunded)));
    }

    public void Dispose() => _accounts.ForEach(account => account.Dispose());

    private SwapSide Side(int leg, SwapContracts contracts, int party, ulong amount, Persistence persistence) => new(
        leg, rollups[leg].Id, rollups[leg].Transactions, rollups[leg].Node, contracts, Account(rollups[leg], party), amount,
        persistence);

    private FundedSender Account(DemoRollup rollup, int number)
    {
        var account = new FundedSender(rollup.Id.Value, number);
        _accounts.Add(account);
        return account;
    }
}
