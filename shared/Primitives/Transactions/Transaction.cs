namespace SharedSequencer.Primitives;

/// <summary>A signed transaction with all its fields, decoded by <see cref="TransactionDecoder"/>; what that
/// checks and what not is said at <see cref="TransactionView"/>.</summary>
public sealed class Transaction
{
    internal Transaction(ReadOnlyMemory<byte> raw, scoped in TransactionView view)
    {
        Raw = raw;
        Type = view.Type;
        ChainId = view.ChainId;
        Nonce = view.Nonce;
        MaxPriorityFeePerGas = view.MaxPriorityFeePerGas;
        MaxFeePerGas = view.MaxFeePerGas;
        GasLimit = view.GasLimit;
        To = view.To;
        Value = view.Value;
        var hasInput = raw.Span.Overlaps(view.Input, out var offset);
        Input = hasInput ? raw.Slice(offset, view.Input.Length) : default;
        AccessList = AccessListCodec.Decode(view.AccessList, view.AccessListAddresses);
        AuthorizationList = AuthorizationCodec.Decode(view.Authorizations, view.AuthorizationCount);
        BlobVersionedHashes = AccessListCodec.DecodeHashes(view.BlobHashes);
        MaxFeePerBlobGas = view.MaxFeePerBlobGas;
        Signature = view.Signature;
        Hash = view.ComputeHash();
        SigningHash = view.ComputeSigningHash();
    }

    /// <summary>The bytes it was decoded from; not copied.</summary>
    public ReadOnlyMemory<byte> Raw { get; }

    /// <summary>The type.</summary>
    public TransactionType Type { get; }

    /// <summary>The chain it is signed for; null for a legacy transaction from before EIP-155.</summary>
    public ulong? ChainId { get; }

    /// <summary>The sender's count of transactions before this one.</summary>
    public ulong Nonce { get; }

    /// <summary>The tip in wei per gas; the gas price for the types before EIP-1559.</summary>
    public UInt256 MaxPriorityFeePerGas { get; }

    /// <summary>The fee cap in wei per gas; the gas price for the types before EIP-1559.</summary>
    public UInt256 MaxFeePerGas { get; }

    /// <summary>The gas it may use.</summary>
    public ulong GasLimit { get; }

    /// <summary>The recipient; null creates a contract.</summary>
    public Address? To { get; }

    /// <summary>Wei to transfer.</summary>
    public UInt256 Value { get; }

    /// <summary>Call data or init code, a part of <see cref="Raw"/>.</summary>
    public ReadOnlyMemory<byte> Input { get; }

    /// <summary>The access list; empty for legacy.</summary>
    public IReadOnlyList<AccessListEntry> AccessList { get; }

    /// <summary>The authorizations; empty but for type <see cref="TransactionType.SetCode"/>.</summary>
    public IReadOnlyList<Authorization> AuthorizationList { get; }

    /// <summary>The blob hashes; empty but for type <see cref="TransactionType.Blob"/>.</summary>
    public IReadOnlyList<Hash256> BlobVersionedHashes { get; }

    /// <summary>Fee cap in wei per blob gas; zero but for type <see cref="TransactionType.Blob"/>.</summary>
    public UInt256 MaxFeePerBlobGas { get; }

    /// <summary>The signature, with v normalised to 27 or 28.</summary>
    public Signature Signature { get; }

    /// <summary>The transaction hash.</summary>
    public Hash256 Hash { get; }

    /// <summary>The digest that the sender signed.</summary>
    public Hash256 SigningHash { get; }

    /// <summary>The account that signed; false when no key can have made the signature.</summary>
    public bool TryRecoverSender(out Address sender) =>
        Secp256k1.Current.TryRecover(SigningHash, Signature, out sender);
}
