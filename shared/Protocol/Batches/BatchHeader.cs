using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>
/// What an ingress signs about a batch (R1). A certificate carries the header, so that the order of a block can
/// be recomputed from the block alone.
/// </summary>
public sealed record BatchHeader
{
    private static readonly Hash256 TypeHash = Eip712Struct.TypeHash(
        "Batch(bytes32 network,uint8 kind,uint64 lane,address ingress,uint64 sequence,bytes32 predecessor,"
        + "uint64 predecessorNotAfter,uint64 created,uint64 notAfter,bytes32 content)");

    private Hash256? _digest;

    /// <summary>To be filled by an initializer.</summary>
    public BatchHeader()
    {
    }

    /// <summary>A copy that `with` may change: everything but the cached digest.</summary>
    private BatchHeader(BatchHeader original)
    {
        Network = original.Network;
        Kind = original.Kind;
        Lane = original.Lane;
        Ingress = original.Ingress;
        Sequence = original.Sequence;
        Predecessor = original.Predecessor;
        PredecessorNotAfter = original.PredecessorNotAfter;
        Created = original.Created;
        NotAfter = original.NotAfter;
        Content = original.Content;
    }

    /// <summary>The network the batch is meant for.</summary>
    public required NetworkId Network { get; init; }

    /// <summary>What the items are.</summary>
    public required BatchKind Kind { get; init; }

    /// <summary>The rollup, or the cross-rollup lane.</summary>
    public required Lane Lane { get; init; }

    /// <summary>The ingress that signed.</summary>
    public required Address Ingress { get; init; }

    /// <summary>Consecutive per ingress and lane, from 1.</summary>
    public required ulong Sequence { get; init; }

    /// <summary>Digest of the batch with the sequence before; zero for the first.</summary>
    public required Hash256 Predecessor { get; init; }

    /// <summary>
    /// <see cref="NotAfter"/> of the predecessor; 0 for the first. It lets anyone judge "the predecessor has
    /// expired" (R6) from the block alone, even when the predecessor never reached anybody.
    /// </summary>
    public required ChainTime PredecessorNotAfter { get; init; }

    /// <summary>When the ingress formed the batch.</summary>
    public required ChainTime Created { get; init; }

    /// <summary>No block later than this may hold the batch; at most T after <see cref="Created"/>.</summary>
    public required ChainTime NotAfter { get; init; }

    /// <summary>Keccak-256 of the RLP list of the items.</summary>
    public required Hash256 Content { get; init; }

    /// <summary>The batch's name: the EIP-712 digest its ingress signs, hence independent of signature bytes.</summary>
    public Hash256 Digest => _digest ??= ComputeDigest();

    private Hash256 ComputeDigest() => SigningDomain.Digest(new Eip712Struct(TypeHash)
        .Add(Network.Value)
        .Add((ulong)Kind)
        .Add(Lane.Value)
        .Add(Ingress)
        .Add(Sequence)
        .Add(Predecessor)
        .Add(PredecessorNotAfter.Milliseconds)
        .Add(Created.Milliseconds)
        .Add(NotAfter.Milliseconds)
        .Add(Content)
        .Hash());

    /// <summary>Equality of content; the cached digest does not count.</summary>
    public bool Equals(BatchHeader? other) => other is not null && Digest == other.Digest;

    /// <inheritdoc/>
    public override int GetHashCode() => Digest.GetHashCode();

    internal void WriteTo(RlpWriter writer)
    {
        writer.BeginList();
        WriteFields(writer);
        writer.Write(Content);
        writer.EndList();
    }

    /// <summary>Everything but the content hash, which a batch does not transmit.</summary>
    internal void WriteFields(RlpWriter writer)
    {
        writer.Write(Network.Value);
        writer.Write((ulong)Kind);
        writer.Write(Lane.Value);
        writer.Write(Ingress);
        writer.Write(Sequence);
        writer.Write(Predecessor);
        writer.Write(PredecessorNotAfter.Milliseconds);
        writer.Write(Created.Milliseconds);
        writer.Write(NotAfter.Milliseconds);
    }

    internal static bool TryRead(ref RlpReader reader, [NotNullWhen(true)] out BatchHeader? header)
    {
        header = null;
        if (!reader.TryReadList(out var list)
            || !TryReadFields(ref list, out var fields)
            || !list.TryReadHash(out var content)
            || !list.AtEnd)
        {
            return false;
        }

        header = fields with { Content = content };
        return true;
    }

    /// <summary>Reads <see cref="WriteFields"/>; the caller adds the content hash.</summary>
    internal static bool TryReadFields(ref RlpReader reader, [NotNullWhen(true)] out BatchHeader? header)
    {
        header = null;
        if (!reader.TryReadHash(out var network)
            || !reader.TryReadUInt64(out var kind)
            || kind is 0 or > (ulong)BatchKind.System
            || !reader.TryReadUInt64(out var lane)
            || !reader.TryReadAddress(out var ingress)
            || !reader.TryReadUInt64(out var sequence)
            || !reader.TryReadHash(out var predecessor)
            || !reader.TryReadUInt64(out var predecessorNotAfter)
            || !reader.TryReadUInt64(out var created)
            || !reader.TryReadUInt64(out var notAfter))
        {
            return false;
        }

        header = new BatchHeader
        {
            Network = new NetworkId(network),
            Kind = (BatchKind)kind,
            Lane = new Lane(lane),
            Ingress = ingress,
            Sequence = sequence,
            Predecessor = predecessor,
            PredecessorNotAfter = new ChainTime(predecessorNotAfter),
            Created = new ChainTime(created),
            NotAfter = new ChainTime(notAfter),
            Content = default,
        };
        return true;
    }
}
