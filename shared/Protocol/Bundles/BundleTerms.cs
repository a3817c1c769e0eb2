using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>
/// What the parties of a bundle agree on before anybody signs a transaction: everything but the raw transactions, so
/// that these can name <see cref="EscrowId"/>. Encoding: RLP [network, mode, submitter, notAfter, decisionDelay,
/// replacement, version, salt, [[rollup, escrow, lock, preconditions]…]].
/// </summary>
public sealed record BundleTerms
{
    internal const string Type =
        "BundleTerms(bytes32 network,uint8 mode,address submitter,uint64 notAfter,uint64 decisionDelay,bytes32 replacement,"
        + "uint64 version,bytes32 salt,LegTerms[] legs)";

    private static readonly Hash256 TypeHash = Eip712Struct.TypeHash(Type + LegTerms.Type);

    private Hash256? _structHash;
    private Hash256? _escrowId;

    /// <summary>To be filled by an initializer.</summary>
    public BundleTerms()
    {
    }

    /// <summary>A copy that `with` may change: everything but the cached hashes.</summary>
    private BundleTerms(BundleTerms original)
    {
        Network = original.Network;
        Mode = original.Mode;
        Submitter = original.Submitter;
        NotAfter = original.NotAfter;
        DecisionDelay = original.DecisionDelay;
        Replacement = original.Replacement;
        Version = original.Version;
        Salt = original.Salt;
        Legs = original.Legs;
    }

    /// <summary>The network the bundle is meant for.</summary>
    public required NetworkId Network { get; init; }

    /// <summary>What is promised.</summary>
    public required BundleMode Mode { get; init; }

    /// <summary>Who signs the bundle, may cancel it, and owns its replacement id.</summary>
    public required Address Submitter { get; init; }

    /// <summary>No block later than this includes the bundle.</summary>
    public required ChainTime NotAfter { get; init; }

    /// <summary>
    /// Execution mode: how long after the including block the reporters have, in ms of chain time, until Abort; else 0.
    /// </summary>
    public ulong DecisionDelay { get; init; }

    /// <summary>What versions of one intent share, of which at most one is included (R21); zero for a bundle of its own.</summary>
    public Hash256 Replacement { get; init; }

    /// <summary>From 1, higher replaces lower; 0 without a replacement id.</summary>
    public ulong Version { get; init; }

    /// <summary>Tells apart what is otherwise the same.</summary>
    public Hash256 Salt { get; init; }

    /// <summary>The legs, each of another rollup, in the order the parties agreed on.</summary>
    public required IReadOnlyList<LegTerms> Legs { get; init; }

    /// <summary>What prepare transactions name and decisions are about: the EIP-712 digest of the terms.</summary>
    public Hash256 EscrowId => _escrowId ??= SigningDomain.Digest(StructHash);

    /// <summary>Whether a replacement id is given.</summary>
    public bool IsReplaceable => !Replacement.IsZero;

    /// <summary>The EIP-712 hash of the structure.</summary>
    internal Hash256 StructHash => _structHash ??= ComputeStructHash();

    /// <summary>Equality of content.</summary>
    public bool Equals(BundleTerms? other) => other is not null && StructHash == other.StructHash;

    /// <inheritdoc/>
    public override int GetHashCode() => StructHash.GetHashCode();

    /// <summary>The canonical encoding.</summary>
    public byte[] Encode()
    {
        var writer = new RlpWriter();
        WriteTo(writer);
        return writer.ToArray();
    }

    /// <summary>Decodes <see cref="Encode"/> and checks all that can be seen from the terms alone.</summary>
    /// <param name="encoded">The bytes.</param>
    /// <param name="terms">The terms, when the bytes are some.</param>
    /// <param name="error">Why they are none.</param>
    public static bool TryDecode(
        ReadOnlySpan<byte> encoded, [NotNullWhen(true)] out BundleTerms? terms, out BundleError error)
    {
        var reader = new RlpReader(encoded);
        error = TryRead(ref reader, out terms) && reader.AtEnd ? BundleRules.Check(terms) : BundleError.Malformed;
        terms = error == BundleError.None ? terms : null;
        return terms is not null;
    }

    internal void WriteTo(RlpWriter writer)
    {
        writer.BeginList();
        writer.Write(Network.Value);
        writer.Write((ulong)Mode);
        writer.Write(Submitter);
        writer.Write(NotAfter.Milliseconds);
        writer.Write(DecisionDelay);
        writer.Write(Replacement);
        writer.Write(Version);
        writer.Write(Salt);
        writer.BeginList();
        foreach (var leg in Legs)
        {
            leg.WriteTo(writer);
        }

        writer.EndList();
        writer.EndList();
    }

    /// <summary>Reads <see cref="WriteTo"/>; <see cref="BundleRules"/> judges what it says.</summary>
    internal static bool TryRead(ref RlpReader reader, [NotNullWhen(true)] out BundleTerms? terms)
    {
        terms = null;
        if (!reader.TryReadList(out var fields)
            || !fields.TryReadHash(out var network)
            || !fields.TryReadUInt64(out var mode)
            || mode is 0 or > (ulong)BundleMode.Execution
            || !fields.TryReadAddress(out var submitter)
            || !fields.TryReadUInt64(out var notAfter)
            || !fields.TryReadUInt64(out var decisionDelay)
            || !fields.TryReadHash(out var replacement)
            || !fields.TryReadUInt64(out var version)
            || !fields.TryReadHash(out var salt)
            || !TryReadLegs(ref fields, out var legs)
            || !fields.AtEnd)
        {
            return false;
        }

        terms = new BundleTerms
        {
            Network = new NetworkId(network),
            Mode = (BundleMode)mode,
            Submitter = submitter,
            NotAfter = new ChainTime(notAfter),
            DecisionDelay = decisionDelay,
            Replacement = replacement,
            Version = version,
            Salt = salt,
            Legs = legs,
        };
        return true;
    }

    private static bool TryReadLegs(ref RlpReader fields, out List<LegTerms> legs)
    {
        legs = [];
        if (!fields.TryReadList(out var list))
        {
            return false;
        }

        while (!list.AtEnd)
        {
            if (legs.Count == ProtocolDefaults.MaxBundleLegs || !LegTerms.TryRead(ref list, out var leg))
            {
                return false;
            }

            legs.Add(leg);
        }

        return true;
    }

    private Hash256 ComputeStructHash() => new Eip712Struct(TypeHash)
        .Add(Network.Value)
        .Add((ulong)Mode)
        .Add(Submitter)
        .Add(NotAfter.Milliseconds)
        .Add(DecisionDelay)
        .Add(Replacement)
        .Add(Version)
        .Add(Salt)
        .AddArray([.. Legs.Select(leg => leg.StructHash())])
        .Hash();
}
