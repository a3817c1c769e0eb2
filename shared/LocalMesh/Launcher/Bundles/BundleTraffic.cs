using SharedSequencer.Client;
using SharedSequencer.Launcher.Mesh;
using SharedSequencer.Launcher.Traffic;
using SharedSequencer.Protocol;

namespace SharedSequencer.Launcher.Bundles;

/// <summary>Bridge operators at work on all rollups of a mesh, until disposed: several that send inclusion bundles, two
/// that swap tokens.</summary>
internal sealed class BundleTraffic : IAsyncDisposable
{
    /// <summary>Accounts that it uses on each rollup.</summary>
    public const int Accounts = FirstOperator + Operators - 1;

    private const int Deployer = 1;
    private const int Messenger = 2;
    private const int FirstParty = 3;
    private const int SecondParty = 4;
    private const int FirstOperator = 5;
    private const int Operators = 4;
    private const ulong FirstAmount = 1_000;
    private const ulong SecondAmount = 2_500;

    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _giveUp;
    private readonly IReadOnlyList<BundleOperator> _operators;
    private readonly SwapPair _swaps;
    private readonly List<FundedSender> _accounts;
    private readonly Task _work;

    private BundleTraffic(
        IReadOnlyList<BundleOperator> operators, SwapPair swaps, List<FundedSender> accounts, CancellationToken cancellation)
    {
        _giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _operators = operators;
        _swaps = swaps;
        _accounts = accounts;
        _work = Task.WhenAll(
            [.. operators.Select(one => one.RunAsync(_stop.Token, _giveUp.Token)), swaps.RunAsync(_stop.Token, _giveUp.Token)]);
    }

    /// <summary>What was taken so far, bundles of ended swaps among it.</summary>
    public IReadOnlyList<Bundle> Sent =>
        [.. _operators.SelectMany(one => one.Sent), .. _swaps.Decided.Select(swap => swap.Bundle)];

    /// <summary>Creates the contracts and lets all begin.</summary>
    /// <param name="rollups">The rollups; swaps are between the first two.</param>
    /// <param name="firstAccount">Number of the first development account to use.</param>
    /// <param name="bundles">Where they send.</param>
    /// <param name="genesis">The network.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task<BundleTraffic> StartAsync(
        IReadOnlyList<RollupTraffic> rollups, int firstAccount, BundleClient bundles, Genesis genesis, TimeProvider time,
        CancellationToken cancellation)
    {
        var accounts = new List<FundedSender>();
        var contracts = await Task.WhenAll(rollups.Select(rollup => SwapContracts.DeployAsync(
            rollup.Ingress, Account(rollup, Deployer), rollup.Id, genesis, cancellation)));
        var persistence = new Persistence(time, outlastsOutages: true);
        var patient = new PatientBundles(bundles, persistence);
        var signer = new InclusionBundles([.. rollups.Select(rollup => rollup.Id)], genesis.NetworkId, time);
        var operators = Enumerable.Range(FirstOperator, Operators).Select(number => new BundleOperator(
            patient, signer, [.. rollups.Select(rollup => Account(rollup, number))], time));
        var (first, second) = (Side(0, FirstParty, FirstAmount), Side(1, SecondParty, SecondAmount));
        var swaps = new SwapPair(
            first, second, new Swap(first, second, patient, genesis.NetworkId, time),
            [.. rollups.Select(rollup => Account(rollup, Messenger))]);
        return new BundleTraffic([.. operators], swaps, accounts, cancellation);

        SwapSide Side(int leg, int party, ulong amount) => new(
            leg, rollups[leg].Id, rollups[leg].Ingress, rollups[leg].Node, contracts[leg], Account(rollups[leg], party), amount,
            persistence);

        FundedSender Account(RollupTraffic rollup, int number)
        {
            var account = new FundedSender(rollup.Id.Value, firstAccount + number - 1);
            accounts.Add(account);
            return account;
        }
    }

    /// <summary>Throws what made somebody give up, if one did.</summary>
    public Task RequireAliveAsync() => _work.IsFaulted ? _work : Task.CompletedTask;

    /// <summary>Stops sending; every bundle and swap that was begun comes to its end first, or gives up by itself.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _work;
    }

    /// <summary>Counts what became of the swaps.</summary>
    public Task<SwapCounts> CheckSwapsAsync(CancellationToken cancellation) => _swaps.CheckAsync(cancellation);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _giveUp.CancelAsync();
        await _work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
        _giveUp.Dispose();
        _accounts.ForEach(account => account.Dispose());
    }
}
