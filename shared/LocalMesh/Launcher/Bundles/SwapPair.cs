using System.Collections.Concurrent;
using SharedSequencer.Client;
using SharedSequencer.Launcher.Traffic;
using SharedSequencer.Primitives;

namespace SharedSequencer.Launcher.Bundles;

/// <summary>Two parties that swap without pause, one swap after the other; every second one has a leg that reverts.</summary>
/// <param name="first">One party.</param>
/// <param name="second">The other one.</param>
/// <param name="swap">The swap of both.</param>
/// <param name="messengers">Who brings decisions to the escrows, one for each side.</param>
internal sealed class SwapPair(SwapSide first, SwapSide second, Swap swap, IReadOnlyList<FundedSender> messengers)
{
    private readonly ConcurrentQueue<DecidedSwap> _decided = new();
    private int _funded;

    /// <summary>The swaps of which the chain said how they end.</summary>
    public IReadOnlyCollection<DecidedSwap> Decided => _decided;

    /// <summary>Swaps until told to stop; a swap that was begun is brought to its end.</summary>
    public async Task RunAsync(CancellationToken stop, CancellationToken giveUp)
    {
        while (!stop.IsCancellationRequested)
        {
            var secondApproves = _funded % 2 == 0;
            await swap.FundAsync(secondApproves, giveUp);
            _funded++;
            _decided.Enqueue(await swap.SettleAsync(secondApproves, messengers, giveUp));
        }
    }

    /// <summary>Counts swaps by what the nodes say of deposits, and adds up the balances.</summary>
    public async Task<SwapCounts> CheckAsync(CancellationToken cancellation)
    {
        var (committed, refunded) = (0, 0);
        foreach (var one in _decided)
        {
            DepositState[] deposits =
            [
                await first.DepositAsync(one.Bundle.Terms.EscrowId, cancellation),
                await second.DepositAsync(one.Bundle.Terms.EscrowId, cancellation),
            ];
            committed += one.IsCommit && deposits.All(state => state == DepositState.Released) ? 1 : 0;
            refunded += one.IsAbort && deposits.All(state => state is DepositState.None or DepositState.Refunded) ? 1 : 0;
        }

        var isBalanced = await IsBalancedAsync(first, second.Party.Address, committed, cancellation)
            && await IsBalancedAsync(second, first.Party.Address, committed, cancellation);
        return new SwapCounts(committed, refunded, _funded - committed - refunded, isBalanced);
    }

    // Everything ever given a party is with it, or with the other one.
    private async Task<bool> IsBalancedAsync(
        SwapSide side, Address beneficiary, int committed, CancellationToken cancellation) =>
        await side.BalanceAsync(side.Party.Address, cancellation) == side.Amount * (ulong)(_funded - committed)
        && await side.BalanceAsync(beneficiary, cancellation) == side.Amount * (ulong)committed
        && await side.BalanceAsync(side.Contracts.Escrow, cancellation) == 0UL;
}
