using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>
/// A submitter's word that a bundle, or every version of a replacement id up to one, is not to be included any more
/// (R21). It takes effect in order. Encoding: RLP [network, submitter, bundle, replacement, version, notAfter, signature].
/// </summary>
public sealed record BundleCancel
{
    private static readonly Hash256 TypeHash = Eip712Struct.TypeHash(
        "BundleCancel(bytes32 network,address submitter,bytes32 bundle,bytes32 replacement,uint64 version,uint64 notAfter)");

    /// <summary>The network it is meant for.</summary>
    public required NetworkId Network { get; init; }

    /// <summary>Who signs it: cancels concern this submitter's bundles only.</summary>
    public required Address Submitter { get; init; }

    /// <summary>The bundle's id; zero when a replacement id is named.</summary>
    public Hash256 Bundle { get; init; }

    /// <summary>The replacement id; zero when a bundle is named.</summary>
    public Hash256 Replacement { get; init; }

    /// <summary>With a replacement id, the highest version that is cancelled: later ones live. Else 0.</summary>
    public ulong Version { get; init; }

    /// <summary>No block later than this takes it, nor one more than <see cref="ProtocolDefaults.MaxBundleLifetime"/> before.</summary>
    public required ChainTime NotAfter { get; init; }

    /// <summary>The submitter's signature of <see cref="Digest"/>.</summary>
    public Signature Signature { get; init; }

    /// <summary>What the submitter signs, and the cancel's name in outcomes.</summary>
    public Hash256 Digest() => SigningDomain.Digest(new Eip712Struct(TypeHash)
        .Add(Network.Value)
        .Add(Submitter)
        .Add(Bundle)
        .Add(Replacement)
        .Add(Version)
        .Add(NotAfter.Milliseconds)
        .Hash());

    /// <summary>The same cancel, signed.</summary>
    public BundleCancel SignedBy(PrivateKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return this with { Signature = key.Sign(Digest()) };
    }

    /// <summary>Whether the named submitter signed, with low s.</summary>
    public bool HasValidSignature() => RlpFields.IsSignedBy(Digest(), Signature, Submitter);

    /// <summary>The canonical encoding.</summary>
    public byte[] Encode()
    {
        var writer = new RlpWriter();
        WriteTo(writer);
        return writer.ToArray();
    }

    /// <summary>Decodes <see cref="Encode"/>; checks form and subject, not the signature.</summary>
    /// <param name="encoded">The bytes.</param>
    /// <param name="cancel">The cancel, when the bytes are one.</param>
    /// <param name="error">Why they are none.</param>
    public static bool TryDecode(
        ReadOnlySpan<byte> encoded, [NotNullWhen(true)] out BundleCancel? cancel, out BundleError error)
    {
        var reader = new RlpReader(encoded);
        error = TryRead(ref reader, out cancel) && reader.AtEnd ? BundleRules.Check(cancel) : BundleError.Malformed;
        cancel = error == BundleError.None ? cancel : null;
        return cancel is not null;
    }

    internal void WriteTo(RlpWriter writer)
    {
        writer.BeginList();
        writer.Write(Network.Value);
        writer.Write(Submitter);
        writer.Write(Bundle);
        writer.Write(Replacement);
        writer.Write(Version);
        writer.Write(NotAfter.Milliseconds);
        writer.Write(Signature);
        writer.EndList();
    }

    internal static bool TryRead(ref RlpReader reader, [NotNullWhen(true)] out BundleCancel? cancel)
    {
        cancel = null;
        if (!reader.TryReadList(out var fields)
            || !fields.TryReadHash(out var network)
            || !fields.TryReadAddress(out var submitter)
            || !fields.TryReadHash(out var bundle)
            || !fields.TryReadHash(out var replacement)
            || !fields.TryReadUInt64(out var version)
            || !fields.TryReadUInt64(out var notAfter)
            || !fields.TryReadSignature(out var signature)
            || !fields.AtEnd)
        {
            return false;
        }

        cancel = new BundleCancel
        {
            Network = new NetworkId(network),
            Submitter = submitter,
            Bundle = bundle,
            Replacement = replacement,
            Version = version,
            NotAfter = new ChainTime(notAfter),
            Signature = signature,
        };
        return true;
    }
}
