using SharedSequencer.Client;
using SharedSequencer.Launcher.Traffic;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Launcher.Bundles;

/// <summary>
/// An atomic swap of two tokens between two rollups in execution mode, from the terms to the balances: each party locks
/// what it gives in the escrow of its rollup, and both escrows move it against the proof of one decision.
/// </summary>
internal sealed class Swap(
    SwapSide first, SwapSide second, PatientBundles bundles, NetworkId network, TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan DecisionDelay = TimeSpan.FromMinutes(1);

    /// <summary>Runs it to its end, whatever that is, and reads the balances before and after.</summary>
    /// <param name="secondApproves">Whether the second party lets the escrow take its tokens; else its leg reverts.</param>
    /// <param name="messengers">Who brings the decision to the escrows, one for each side.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<SwapResult> RunAsync(
        bool secondApproves, IReadOnlyList<FundedSender> messengers, CancellationToken cancellation)
    {
        await FundAsync(secondApproves, cancellation);
        var before = await BalancesAsync(cancellation);
        var decided = await SettleAsync(secondApproves, messengers, cancellation);
        return new SwapResult(decided, before, await BalancesAsync(cancellation), first.Amount, second.Amount);
    }

    /// <summary>Gives both parties what they offer.</summary>
    /// <param name="secondApproves">Whether the second party lets the escrow take its tokens; else its leg reverts.</param>
    /// <param name="cancellation">Ends it.</param>
    public Task FundAsync(bool secondApproves, CancellationToken cancellation) =>
        Task.WhenAll(first.FundAsync(true, cancellation), second.FundAsync(secondApproves, cancellation));

    /// <summary>Sends the bundle of both prepare steps, waits for the decision, and brings it to the escrows.</summary>
    /// <param name="secondApproves">What <see cref="FundAsync"/> was told.</param>
    /// <param name="messengers">Who brings the decision to the escrows, one for each side.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<DecidedSwap> SettleAsync(
        bool secondApproves, IReadOnlyList<FundedSender> messengers, CancellationToken cancellation)
    {
        var bundle = Prepare();
        await bundles.SendAsync(bundle, cancellation);
        var proofs = await bundles.EndAsync(bundle, cancellation);
        var decision = proofs.Decision!;
        var ran = proofs.Outcome!.Outcome.Code == OutcomeCode.Included;
        if (!ran)
        {
            first.Party.TakeBack();
            second.Party.TakeBack();
        }

        SwapSide[] locked = !ran ? [] : secondApproves ? [first, second] : [first];
        foreach (var side in locked)
            await side.SettleAsync(messengers[side.Leg], bundle.Terms.EscrowId, decision, cancellation);
        return new DecidedSwap(bundle, decision.Outcome.Code);
    }

    private Bundle Prepare()
    {
        var notAfter = ChainTime.From(time.GetUtcNow() + Lifetime);
        var builder = new BundleBuilder(network, BundleMode.Execution, first.Party.Address, notAfter)
        {
            DecisionDelay = DecisionDelay,
        };
        builder.AddLeg(first.Rollup, first.Contracts.Escrow, first.LockFor(second.Party.Address));
        builder.AddLeg(second.Rollup, second.Contracts.Escrow, second.LockFor(first.Party.Address));
        var terms = builder.Terms();
        return first.Party.Bundle(
            builder, first.Prepare(terms, second.Party.Address), second.Prepare(terms, first.Party.Address));
    }

    private async Task<SwapBalances> BalancesAsync(CancellationToken cancellation) => new(
        await first.BalanceAsync(first.Party.Address, cancellation),
        await first.BalanceAsync(second.Party.Address, cancellation),
        await first.BalanceAsync(first.Contracts.Escrow, cancellation),
        await second.BalanceAsync(second.Party.Address, cancellation),
        await second.BalanceAsync(first.Party.Address, cancellation),
        await second.BalanceAsync(second.Contracts.Escrow, cancellation));
}
