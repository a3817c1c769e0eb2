using SharedSequencer.Client;
using SharedSequencer.Launcher.Bundles;
using SharedSequencer.Launcher.Traffic;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Launcher.Bench;

/// <summary>
/// Somebody with funds on every rollup, who signs bundles with a transaction on each of them. Its transactions travel in
/// bundles only, one bundle after the other, so its nonces come in order.
/// </summary>
internal sealed class BundleUser(int number, IReadOnlyList<BundleSide> sides, Genesis genesis) : IDisposable
{
    private const ulong Gas = 500_000;
    private const ulong Amount = 1;

    // More than any run locks.
    private const ulong Tokens = 1_000_000_000;

    private static readonly TimeSpan DecisionDelay = TimeSpan.FromMinutes(1);

    private readonly FundedSender[] _accounts = [.. sides.Select(side => new FundedSender(side.Rollup.Value, number))];

    /// <summary>The same on every rollup.</summary>
    public Address Address => _accounts[0].Address;

    /// <summary>What gives the user its tokens on a rollup, and the escrow leave to take them.</summary>
    public ReadOnlyMemory<byte>[] Equip(int side)
    {
        var (account, contracts) = (_accounts[side], sides[side].Contracts);
        return
        [
            account.Call(contracts.Token, Gas, TokenCalls.Mint(Address, Tokens)).Raw,
            account.Call(contracts.Token, Gas, TokenCalls.Approve(contracts.Escrow, Tokens)).Raw,
        ];
    }

    /// <summary>Inclusion mode: a transfer on every rollup.</summary>
    public PreparedBundle Include(ChainTime notAfter) => new(
        InclusionBundles.Sign([.. sides.Select(side => side.Rollup)], genesis.NetworkId, _accounts, notAfter));

    /// <summary>Execution mode: tokens locked in the escrow of every rollup.</summary>
    public PreparedBundle Execute(ChainTime notAfter)
    {
        var builder = new BundleBuilder(genesis.NetworkId, BundleMode.Execution, Address, notAfter)
        {
            DecisionDelay = DecisionDelay,
        };
        foreach (var (rollup, contracts, beneficiary) in sides)
            builder.AddLeg(rollup, contracts.Escrow, EscrowCalls.LockOf(contracts.Token, Amount, Address, beneficiary));
        var terms = builder.Terms();
        return new PreparedBundle(_accounts[0].Bundle(builder, [.. sides.Select((side, leg) => Lock(terms, leg, side))]));
    }

    public void Dispose()
    {
        foreach (var account in _accounts)
            account.Dispose();
    }

    private SignedTransaction Lock(BundleTerms terms, int leg, BundleSide side) => _accounts[leg].Call(
        side.Contracts.Escrow, Gas, EscrowCalls.Lock(terms, leg, side.Contracts.Token, Amount, side.Beneficiary));
}
