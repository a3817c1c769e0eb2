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
/// <param name="Persistence">How it waits.</param>
internal sealed record SwapSide(
    int Leg, RollupId Rollup, TransactionClient Ingress, NodeClient Node, SwapContracts Contracts, FundedSender Party,
    ulong Amount, Persistence Persistence)
{
    private const ulong Gas = 500_000;

    // A node that lost its chain first runs all of it again, on a machine that has other work: five blocks per second were seen.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(20);

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
        await CallAsync(
            Party, Contracts.Token, TokenCalls.Approve(Contracts.Escrow, approves ? Amount : 0), cancellation);
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
        Node.CallAsync(Contracts.Token, TokenCalls.BalanceOf(account), 0, cancellation);

    /// <summary>What the node says became of the deposit for this leg.</summary>
    /// <param name="escrowId">Which terms.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<DepositState> DepositAsync(Hash256 escrowId, CancellationToken cancellation)
    {
        var state = await Node.CallAsync(
            Contracts.Escrow, EscrowCalls.DepositOf(escrowId, Leg), EscrowCalls.DepositStateWord, cancellation);
        return (DepositState)(int)state.ToBigInteger();
    }

    /// <summary>Not EIP-7966: ingress and node may go away meanwhile.</summary>
    private async Task CallAsync(FundedSender sender, Address contract, byte[] input, CancellationToken cancellation)
    {
        var call = sender.Call(contract, Gas, input);
        await Persistence.UntilAsync(
            token => PatientSender.TrySendAsync(Ingress, call, token),
            $"{call.Hash} is taken for rollup {Rollup}", Patience, cancellation);
        var receipt = await Persistence.AskAsync(
            async token => (await Node.ReceiptsAsync([call.Hash], token))[0],
            $"{call.Hash} is executed on rollup {Rollup}", Patience, cancellation);
        if (!receipt.Succeeded)
            throw new LocalMeshException($"A call of {contract} on rollup {Rollup} reverted: {call.Hash}.");
    }
}
