namespace SharedSequencer.Primitives;

/// <summary>What a sender decides about a transaction before signing it with
/// <see cref="TransactionSigner"/>. Fields that the type does not have are ignored.</summary>
public sealed record TransactionRequest
{
    /// <summary>The type; EIP-1559 unless said otherwise.</summary>
    public TransactionType Type { get; init; } = TransactionType.DynamicFee;

    /// <summary>The chain it is for. Null is possible for legacy only and makes it valid on every
    /// chain.</summary>
    public required ulong? ChainId { get; init; }

    /// <summary>The sender's count of transactions before this one.</summary>
    public required ulong Nonce { get; init; }

    /// <summary>The tip in wei per gas; from EIP-1559 on.</summary>
    public UInt256 MaxPriorityFeePerGas { get; init; }

    /// <summary>The fee cap in wei per gas; the gas price for the types before EIP-1559.</summary>
    public required UInt256 MaxFeePerGas { get; init; }

    /// <summary>The gas it may use.</summary>
    public required ulong GasLimit { get; init; }

    /// <summary>The recipient; null creates a contract.</summary>
    public required Address? To { get; init; }

    /// <summary>Wei to transfer.</summary>
    public UInt256 Value { get; init; }

    /// <summary>Call data or init code.</summary>
    public ReadOnlyMemory<byte> Input { get; init; }

    /// <summary>The access list; all types but legacy.</summary>
    public IReadOnlyList<AccessListEntry> AccessList { get; init; } = [];

    /// <summary>The authorizations; type <see cref="TransactionType.SetCode"/> only.</summary>
    public IReadOnlyList<Authorization> AuthorizationList { get; init; } = [];

    /// <summary>The blob hashes; type <see cref="TransactionType.Blob"/> only.</summary>
    public IReadOnlyList<Hash256> BlobVersionedHashes { get; init; } = [];

    /// <summary>Fee cap in wei per blob gas; type <see cref="TransactionType.Blob"/> only.</summary>
    public UInt256 MaxFeePerBlobGas { get; init; }
}
