using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>
/// A reporter's word that a leg's preconditions hold on the state after one rollup block. Encoding: RLP [network,
/// bundle, leg, rollup, number, hash, signature].
/// </summary>
public sealed record Attestation
{
    private static readonly Hash256 TypeHash = Eip712Struct.TypeHash(
        "Attestation(bytes32 network,bytes32 bundle,uint8 leg,uint64 rollup,uint64 number,bytes32 hash)");

    /// <summary>The network it is meant for.</summary>
    public required NetworkId Network { get; init; }

    /// <summary>The bundle's id.</summary>
    public required Hash256 Bundle { get; init; }

    /// <summary>The leg's place in the terms, from 0.</summary>
    public required byte Leg { get; init; }

    /// <summary>The leg's rollup.</summary>
    public required RollupId Rollup { get; init; }

    /// <summary>Number of the last rollup block that the state holds; 0 before there is any.</summary>
    public required ulong Number { get; init; }

    /// <summary>Hash of that rollup block; zero before there is any.</summary>
    public required Hash256 Hash { get; init; }

    /// <summary>The reporter's signature of <see cref="Digest"/>.</summary>
    public Signature Signature { get; init; }

    /// <summary>What the reporter signs.</summary>
    public Hash256 Digest() => SigningDomain.Digest(new Eip712Struct(TypeHash)
        .Add(Network.Value)
        .Add(Bundle)
        .Add(Leg)
        .Add(Rollup.Value)
        .Add(Number)
        .Add(Hash)
        .Hash());

    /// <summary>The same attestation, signed.</summary>
    public Attestation SignedBy(PrivateKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return this with { Signature = key.Sign(Digest()) };
    }

    /// <summary>Whether this reporter signed, with low s.</summary>
    public bool IsSignedBy(Address reporter) => RlpFields.IsSignedBy(Digest(), Signature, reporter);

    /// <summary>The canonical encoding.</summary>
    public byte[] Encode()
    {
        var writer = new RlpWriter();
        WriteTo(writer);
        return writer.ToArray();
    }

    /// <summary>Decodes <see cref="Encode"/>; checks form and bounds, not the signature.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> encoded, [NotNullWhen(true)] out Attestation? attestation)
    {
        var reader = new RlpReader(encoded);
        return TryRead(ref reader, out attestation) && reader.AtEnd;
    }

    internal void WriteTo(RlpWriter writer)
    {
        writer.BeginList();
        writer.Write(Network.Value);
        writer.Write(Bundle);
        writer.Write((ulong)Leg);
        writer.Write(Rollup.Value);
        writer.Write(Number);
        writer.Write(Hash);
        writer.Write(Signature);
        writer.EndList();
    }

    internal static bool TryRead(ref RlpReader reader, [NotNullWhen(true)] out Attestation? attestation)
    {
        attestation = null;
        if (!reader.TryReadList(out var fields)
            || !fields.TryReadHash(out var network)
            || !fields.TryReadHash(out var bundle)
            || !RlpFields.TryReadLeg(ref fields, out var leg)
            || !fields.TryReadUInt64(out var rollup)
            || !fields.TryReadUInt64(out var number)
            || !fields.TryReadHash(out var hash)
            || !fields.TryReadSignature(out var signature)
            || !fields.AtEnd)
        {
            return false;
        }

        attestation = new Attestation
        {
            Network = new NetworkId(network),
            Bundle = bundle,
            Leg = leg,
            Rollup = new RollupId(rollup),
            Number = number,
            Hash = hash,
            Signature = signature,
        };
        return true;
    }
}
