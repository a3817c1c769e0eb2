using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>
/// Transactions of several rollups that are placed together or not at all (R20): terms, what each leg brings, and the
/// submitter's signature. Encoding: RLP [terms, [[transaction…]…], [preconditions or empty list…], signature].
/// </summary>
public sealed record Bundle
{
    private static readonly Hash256 TypeHash = Eip712Struct.TypeHash(
        "Bundle(BundleTerms terms,bytes[][] transactions)" + BundleTerms.Type + LegTerms.Type);

    private Hash256? _id;

    /// <summary>To be filled by an initializer.</summary>
    public Bundle()
    {
    }

    /// <summary>A copy that `with` may change: everything but the cached id.</summary>
    private Bundle(Bundle original)
    {
        Terms = original.Terms;
        Legs = original.Legs;
        Signature = original.Signature;
    }

    /// <summary>What the parties agreed on.</summary>
    public required BundleTerms Terms { get; init; }

    /// <summary>One per leg of the terms, in their order.</summary>
    public required IReadOnlyList<BundleLeg> Legs { get; init; }

    /// <summary>The submitter's signature of <see cref="Id"/>.</summary>
    public Signature Signature { get; init; }

    /// <summary>
    /// The bundle's name: the EIP-712 digest of terms and transactions, which the submitter signs. Preconditions count by
    /// the hash in the terms.
    /// </summary>
    public Hash256 Id => _id ??= ComputeId();

    /// <summary>Equality of what is named, and of the signature.</summary>
    public bool Equals(Bundle? other) => other is not null && Id == other.Id && Signature == other.Signature;

    /// <inheritdoc/>
    public override int GetHashCode() => Id.GetHashCode();

    /// <summary>The same bundle, signed.</summary>
    public Bundle SignedBy(PrivateKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return this with { Signature = key.Sign(Id) };
    }

    /// <summary>Whether the submitter named in the terms signed, with low s.</summary>
    public bool HasValidSignature() => RlpFields.IsSignedBy(Id, Signature, Terms.Submitter);

    /// <summary>The canonical encoding.</summary>
    public byte[] Encode()
    {
        var writer = new RlpWriter();
        WriteTo(writer);
        return writer.ToArray();
    }

    /// <summary>
    /// Decodes <see cref="Encode"/> and checks all but the signature: see <see cref="HasValidSignature"/>. Who made a bundle
    /// from other fields learns from its encoding what is wrong with it.
    /// </summary>
    /// <param name="encoded">Kept by reference; must not change afterwards.</param>
    /// <param name="bundle">The bundle, when the bytes are one.</param>
    /// <param name="error">Why they are none.</param>
    public static bool TryDecode(
        ReadOnlyMemory<byte> encoded, [NotNullWhen(true)] out Bundle? bundle, out BundleError error)
    {
        bundle = null;
        if (encoded.Length > ProtocolDefaults.MaxBundleBytes)
        {
            error = BundleError.TooLarge;
            return false;
        }

        error = BundleCodec.TryRead(encoded, out var read) ? BundleRules.Check(read) : BundleError.Malformed;
        bundle = error == BundleError.None ? read : null;
        return bundle is not null;
    }

    internal void WriteTo(RlpWriter writer) => BundleCodec.Write(writer, this);

    private Hash256 ComputeId() => SigningDomain.Digest(new Eip712Struct(TypeHash)
        .Add(Terms.StructHash)
        .AddArray([.. Legs.Select(leg => Eip712Struct.ArrayHash([.. leg.TransactionHashes]))])
        .Hash());
}
