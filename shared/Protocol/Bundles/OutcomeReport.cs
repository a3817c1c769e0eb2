using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>
/// A reporter's word on how a leg of an execution bundle went (R23): it succeeded when all its transactions ran without
/// revert and, where the terms name an escrow, that holds the agreed lock. Encoding: RLP [network, bundle, leg,
/// rollupBlock, success, signature].
/// </summary>
public sealed record OutcomeReport
{
    private static readonly Hash256 TypeHash = Eip712Struct.TypeHash(
        "OutcomeReport(bytes32 network,bytes32 bundle,uint8 leg,bytes32 rollupBlock,bool success)");

    /// <summary>The network it is meant for.</summary>
    public required NetworkId Network { get; init; }

    /// <summary>The bundle's id.</summary>
    public required Hash256 Bundle { get; init; }

    /// <summary>The leg's place in the terms, from 0.</summary>
    public required byte Leg { get; init; }

    /// <summary>Hash of the rollup block that holds the leg.</summary>
    public required Hash256 RollupBlock { get; init; }

    /// <summary>Whether the leg succeeded.</summary>
    public required bool Success { get; init; }

    /// <summary>The reporter's signature of <see cref="Digest"/>.</summary>
    public Signature Signature { get; init; }

    /// <summary>What the reporter signs.</summary>
    public Hash256 Digest() => SigningDomain.Digest(new Eip712Struct(TypeHash)
        .Add(Network.Value)
        .Add(Bundle)
        .Add(Leg)
        .Add(RollupBlock)
        .Add(Success)
        .Hash());

    /// <summary>The same report, signed.</summary>
    public OutcomeReport SignedBy(PrivateKey key)
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
    public static bool TryDecode(ReadOnlySpan<byte> encoded, [NotNullWhen(true)] out OutcomeReport? report)
    {
        var reader = new RlpReader(encoded);
        return TryRead(ref reader, out report) && reader.AtEnd;
    }

    internal void WriteTo(RlpWriter writer)
    {
        writer.BeginList();
        writer.Write(Network.Value);
        writer.Write(Bundle);
        writer.Write((ulong)Leg);
        writer.Write(RollupBlock);
        writer.Write(Success ? 1UL : 0UL);
        writer.Write(Signature);
        writer.EndList();
    }

    internal static bool TryRead(ref RlpReader reader, [NotNullWhen(true)] out OutcomeReport? report)
    {
        report = null;
        if (!reader.TryReadList(out var fields)
            || !fields.TryReadHash(out var network)
            || !fields.TryReadHash(out var bundle)
            || !RlpFields.TryReadLeg(ref fields, out var leg)
            || !fields.TryReadHash(out var rollupBlock)
            || !fields.TryReadUInt64(out var success)
            || success > 1
            || !fields.TryReadSignature(out var signature)
            || !fields.AtEnd)
        {
            return false;
        }

        report = new OutcomeReport
        {
            Network = new NetworkId(network),
            Bundle = bundle,
            Leg = leg,
            RollupBlock = rollupBlock,
            Success = success == 1,
            Signature = signature,
        };
        return true;
    }
}
