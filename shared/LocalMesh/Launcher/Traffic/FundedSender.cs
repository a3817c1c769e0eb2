using SharedSequencer.Client;
using SharedSequencer.Launcher.Development;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Launcher.Traffic;

/// <summary>
/// A development account with funds on a demo rollup; signs one transaction after the other with ascending
/// nonces.
/// Not safe for concurrent use.
/// </summary>
public sealed class FundedSender : IDisposable
{
    /// <summary>Ten times the base fee that the demo rollups start with; it only falls from there.</summary>
    private const ulong FeeCap = 10_000_000_000;

    private const ulong Tip = 1_000_000_000;

    private static readonly Address Recipient = DevelopmentKeys.AddressOf(DevelopmentRole.Account, 1_000_000);

    /// <summary>Init code of a contract whose every call returns 42.</summary>
    private static readonly byte[] InitCode = Convert.FromHexString("600a600c600039600a6000f3602a60005260206000f3");

    private readonly PrivateKey _key;
    private readonly ulong _chainId;
    private ulong _nonce;
    private ulong _takenBack;

    /// <summary>Starts at nonce 0.</summary>
    /// <param name="chainId">Chain id of the rollup.</param>
    /// <param name="account">Number of the development account, from 1.</param>
    public FundedSender(ulong chainId, int account)
    {
        _chainId = chainId;
        _key = DevelopmentKeys.Derive(DevelopmentRole.Account, (ulong)account);
    }

    /// <summary>The account.</summary>
    public Address Address => _key.Address;

    /// <summary>Senders of a rollup from the development accounts 1 to a number.</summary>
    public static FundedSender[] All(ulong chainId, int count) =>
        [.. Enumerable.Range(1, count).Select(account => new FundedSender(chainId, account))];

    /// <summary>Signs the next transaction: 1 wei to somebody, and 1 more for each that was taken back.</summary>
    public SignedTransaction Transfer(TransactionType type = TransactionType.DynamicFee) =>
        Sign(type, 21_000, Recipient, default, 1 + _takenBack);

    /// <summary>Signs the next transaction: creates a contract whose every call returns 42.</summary>
    public SignedTransaction Deploy() => Sign(TransactionType.DynamicFee, 200_000, null, InitCode, 0UL);

    /// <summary>Signs the next transaction: calls a contract.</summary>
    /// <param name="contract">The contract.</param>
    /// <param name="gas">The gas it may use.</param>
    /// <param name="input">The call with its arguments.</param>
    public SignedTransaction Call(Address contract, ulong gas, ReadOnlyMemory<byte> input) =>
        Sign(TransactionType.DynamicFee, gas, contract, input, 0UL);

    /// <summary>Signs the next transaction: creates a contract.</summary>
    /// <param name="gas">The gas it may use.</param>
    /// <param name="initCode">Bytecode and constructor arguments.</param>
    public SignedTransaction Create(ulong gas, ReadOnlyMemory<byte> initCode) =>
        Sign(TransactionType.DynamicFee, gas, null, initCode, 0UL);

    /// <summary>Signs a bundle as its submitter.</summary>
    /// <param name="terms">Terms that name this account as the submitter.</param>
    /// <param name="legs">One transaction for each leg.</param>
    public Bundle Bundle(BundleBuilder terms, params IReadOnlyList<SignedTransaction> legs)
    {
        ArgumentNullException.ThrowIfNull(terms);
        return terms.Sign(_key, [.. legs.Select(leg => new[] { leg.Raw })]);
    }

    /// <summary>Signs the wish to take a bundle of this account back.</summary>
    public BundleCancel Cancel(Bundle bundle)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        return new BundleCancel
        {
            Network = bundle.Terms.Network,
            Submitter = Address,
            Bundle = bundle.Id,
            NotAfter = bundle.Terms.NotAfter,
        }.SignedBy(_key);
    }

    /// <summary>The last transaction will never be ordered: its nonce is free again, for another one.</summary>
    public void TakeBack()
    {
        _nonce--;
        _takenBack++;
    }

    /// <summary>Wipes the key.</summary>
    public void Dispose() => _key.Dispose();

    private SignedTransaction Sign(
        TransactionType type, ulong gas, Address? to, ReadOnlyMemory<byte> input, UInt256 value)
    {
        var raw = TransactionSigner.Sign(
            new TransactionRequest
            {
                Type = type,
                ChainId = _chainId,
                Nonce = _nonce++,
                MaxPriorityFeePerGas = Tip,
                MaxFeePerGas = FeeCap,
                GasLimit = gas,
                To = to,
                Value = value,
                Input = input,
            },
            _key);
        return new SignedTransaction(Keccak256.Hash(raw), raw);
    }
}
