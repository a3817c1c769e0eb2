using System.Buffers.Binary;

namespace SharedSequencer.Primitives;

/// <summary>A decoded signed transaction that points into the bytes it was read from: nothing is allocated,
/// neither by decoding nor by hashing nor by recovering the sender.</summary>
/// <remarks>
/// <para>Checked: canonical RLP, the fields of the type, the ranges of the signature parts with a low s,
/// no trailing bytes, and what <see cref="TransactionError"/> names. So one transaction has one
/// encoding.</para>
/// <para>Not checked: that the signature recovers, chain id, fees against each other, gas, balance, nonce,
/// blob hash versions, the signatures inside authorizations.</para>
/// </remarks>
public ref struct TransactionView
{
    /// <summary>Greatest length that <see cref="TryDecode(ReadOnlySpan{byte}, out TransactionView, out
    /// TransactionError)"/> accepts: 128 KiB, as the transaction pools of the nodes.</summary>
    public const int DefaultMaxBytes = 128 * 1024;

    /// <summary>The type.</summary>
    public TransactionType Type { get; internal set; }

    /// <summary>The chain it is signed for; null for a legacy transaction from before EIP-155.</summary>
    public ulong? ChainId { get; internal set; }

    /// <summary>The sender's count of transactions before this one.</summary>
    public ulong Nonce { get; internal set; }

    /// <summary>The tip in wei per gas; the gas price for the types before EIP-1559.</summary>
    public UInt256 MaxPriorityFeePerGas { get; internal set; }

    /// <summary>The fee cap in wei per gas; the gas price for the types before EIP-1559.</summary>
    public UInt256 MaxFeePerGas { get; internal set; }

    /// <summary>The gas it may use.</summary>
    public ulong GasLimit { get; internal set; }

    /// <summary>The recipient; null creates a contract.</summary>
    public Address? To { get; internal set; }

    /// <summary>Wei to transfer.</summary>
    public UInt256 Value { get; internal set; }

    /// <summary>Call data or init code.</summary>
    public ReadOnlySpan<byte> Input { get; internal set; }

    /// <summary>Number of addresses in the access list.</summary>
    public int AccessListAddresses { get; internal set; }

    /// <summary>Number of storage keys in the access list.</summary>
    public int AccessListKeys { get; internal set; }

    /// <summary>Number of blobs; type <see cref="TransactionType.Blob"/> only.</summary>
    public int BlobCount { get; internal set; }

    /// <summary>Fee cap in wei per blob gas; type <see cref="TransactionType.Blob"/> only.</summary>
    public UInt256 MaxFeePerBlobGas { get; internal set; }

    /// <summary>Number of authorizations; type <see cref="TransactionType.SetCode"/> only.</summary>
    public int AuthorizationCount { get; internal set; }

    /// <summary>The signature, with v normalised to 27 or 28.</summary>
    public Signature Signature { get; internal set; }

    /// <summary>The whole list with its header, without the type byte.</summary>
    internal ReadOnlySpan<byte> Body { get; set; }

    /// <summary>The items of the list before the signature.</summary>
    internal ReadOnlySpan<byte> SignedFields { get; set; }

    /// <summary>The items of the access list.</summary>
    internal ReadOnlySpan<byte> AccessList { get; set; }

    /// <summary>The items of the list of blob hashes.</summary>
    internal ReadOnlySpan<byte> BlobHashes { get; set; }

    /// <summary>The items of the authorization list.</summary>
    internal ReadOnlySpan<byte> Authorizations { get; set; }

    /// <summary>Decodes a signed transaction of at most <see cref="DefaultMaxBytes"/> bytes.</summary>
    public static bool TryDecode(
        ReadOnlySpan<byte> raw, out TransactionView view, out TransactionError error) =>
        TryDecode(raw, DefaultMaxBytes, out view, out error);

    /// <summary>Decodes a signed transaction of at most <paramref name="maxBytes"/> bytes.</summary>
    /// <returns>False with the reason in <paramref name="error"/>; never an exception.</returns>
    public static bool TryDecode(
        ReadOnlySpan<byte> raw, int maxBytes, out TransactionView view, out TransactionError error) =>
        TransactionParser.TryParse(raw, maxBytes, out view, out error);

    /// <summary>The transaction hash.</summary>
    public readonly Hash256 ComputeHash() =>
        Type == TransactionType.Legacy ? Keccak256.Hash(Body) : Keccak256.Hash([(byte)Type], Body);

    /// <summary>The digest that the sender signed.</summary>
    public readonly Hash256 ComputeSigningHash()
    {
        Span<byte> suffix = stackalloc byte[RlpWriter.LongestInteger + 2];
        suffix = suffix[..WriteReplayProtection(suffix)];
        Span<byte> prefix = stackalloc byte[1 + RlpWriter.LongestHeader];
        prefix[0] = (byte)Type;
        var header = RlpWriter.EncodeHeader(0xc0, SignedFields.Length + suffix.Length, prefix[1..]);
        prefix = Type == TransactionType.Legacy ? prefix.Slice(1, header) : prefix[..(1 + header)];
        var hasher = new KeccakHasher();
        hasher.Append(prefix);
        hasher.Append(SignedFields);
        hasher.Append(suffix);
        return hasher.Finish();
    }

    /// <summary>The account that signed; false when no key can have made the signature.</summary>
    public readonly bool TryRecoverSender(out Address sender) =>
        TryRecoverSender(Secp256k1.Current, out sender);

    /// <summary>The account that signed, by a given implementation of the curve.</summary>
    public readonly bool TryRecoverSender(ISecp256k1 secp256k1, out Address sender) =>
        secp256k1.TryRecover(ComputeSigningHash(), Signature, out sender);

    /// <summary>Gas that is used before the first instruction runs, by the rules up to Prague (EIP-2028,
    /// 2930, 3860, 7702) without the call data floor of EIP-7623, which not every rollup has.</summary>
    public readonly ulong ComputeIntrinsicGas()
    {
        var zeros = (ulong)Input.Count((byte)0);
        var gas = 21_000 + 4 * zeros + 16 * ((ulong)Input.Length - zeros);
        if (To is null)
            gas += 32_000 + 2 * (((ulong)Input.Length + 31) / 32);
        return gas + 2_400 * (ulong)AccessListAddresses + 1_900 * (ulong)AccessListKeys
            + 25_000 * (ulong)AuthorizationCount;
    }

    /// <summary>EIP-155: what is signed ends with the chain id and two zeros.</summary>
    private readonly int WriteReplayProtection(Span<byte> destination)
    {
        if (Type != TransactionType.Legacy || ChainId is not { } chainId)
            return 0;
        var length = RlpWriter.EncodeInteger(chainId, destination);
        BinaryPrimitives.WriteUInt16BigEndian(destination[length..], 0x8080);
        return length + 2;
    }
}
