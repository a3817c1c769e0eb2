using SharedSequencer.Client;
using SharedSequencer.Launcher.Traffic;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Launcher.Bundles;

/// <summary>One party of a swap with what it gives on its rollup.</summary>
/// <param name="Leg">Place of its leg in the terms.</param>
/// <param name="Rollup">The rollup it gives on.</param>
/// <param name="Ingress">Where it sends.</param>
/// <param name="Node">The rollup's own node, the witness.</param>
/// <param name="Contracts">Token and escrow there.</param>
/// <param name="Party">Who gives.</param>
/// <param name="Amount">How much, in the token's smallest unit.</param>
internal sealed record SwapSide(
    int Leg, RollupId Rollup, TransactionClient Ingress, NodeClient Node, SwapContracts Contracts, FundedSender Party,
    ulong Amount)
{
    private const ulong Gas = 500_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Hash of what this side locks.</summary>
    /// <param name="beneficiary">Who gets it after a Commit.</param>
    public Hash256 LockFor(Address beneficiary) =>
        EscrowCalls.LockOf(Contracts.Token, Amount, Party.Address, beneficiary);

    /// <summary>Gives the party its tokens, and the escrow leave to take them.</summary>
    /// <param name="approves">Whether it gives that leave; without it the prepare step reverts.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task FundAsync(bool approves, CancellationToken cancellation)
    {
        await CallAsync(Party, Contracts.Token, TokenCalls.Mint(Party.Address, Amount), cancellation);
        if (approves)
            await CallAsync(Party, Contracts.Token, TokenCalls.Approve(Contracts.Escrow, Amount), cancellation);
    }

    /// <summary>The prepare step, signed and not sent: it travels in the bundle.</summary>
    public SignedTransaction Prepare(BundleTerms terms, Address beneficiary) => Party.Call(
        Contracts.Escrow, Gas, EscrowCalls.Lock(terms, Leg, Contracts.Token, Amount, beneficiary));

    /// <summary>Brings the escrow the decision, as anybody may.</summary>
    /// <param name="messenger">Who does.</param>
    /// <param name="escrowId">Which terms.</param>
    /// <param name="decision">The proof.</param>
    /// <param name="cancellation">Ends it.</param>
    public Task SettleAsync(
        FundedSender messenger, Hash256 escrowId, OutcomeProof decision, CancellationToken cancellation) => CallAsync(
        messenger,
        Contracts.Escrow,
        decision.Outcome.Code == OutcomeCode.Committed
            ? EscrowCalls.Release(escrowId, Leg, decision)
            : EscrowCalls.Refund(escrowId, Leg, decision),
        cancellation);

    /// <summary>How many tokens the node says an account has.</summary>
    public Task<UInt256> BalanceAsync(Address account, CancellationToken cancellation) =>
        Node.CallAsync(Contracts.Token, TokenCalls.BalanceOf(account), cancellation);

    private async Task CallAsync(FundedSender sender, Address contract, byte[] input, CancellationToken cancellation)
    {
        var receipt = await Ingress.SendAndWaitAsync(sender.Call(contract, Gas, input).Raw, Patience, cancellation);
        if (!receipt.Succeeded)
            throw new LocalMeshException($"A call of {contract} on rollup {Rollup} reverted: {receipt.Transaction}.");
    }
}
