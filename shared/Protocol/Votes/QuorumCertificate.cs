using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>
/// A quorum's votes of one kind in one view: a Notarization, Nullification or Finalization by
/// <see cref="Kind"/>. Encoding: RLP [kind, epoch, view, block, [[validator, signature]…]], votes by ascending
/// validator.
/// </summary>
public sealed record QuorumCertificate
{
    /// <summary>What the quorum voted.</summary>
    public required VoteKind Kind { get; init; }

    /// <summary>The epoch of the votes.</summary>
    public required Epoch Epoch { get; init; }

    /// <summary>The view of the votes.</summary>
    public required View View { get; init; }

    /// <summary>Hash of the block header; zero for a Nullification.</summary>
    public required Hash256 Block { get; init; }

    /// <summary>The votes by strictly ascending validator.</summary>
    public required IReadOnlyList<VoteSignature> Votes { get; init; }

    /// <summary>Who voted.</summary>
    internal IEnumerable<ValidatorIndex> Signers => Votes.Select(vote => vote.Validator);

    /// <summary>Whether members of the committee, in order, each once, together a quorum, really signed.</summary>
    public bool IsValid(Committee committee, NetworkId network)
    {
        ArgumentNullException.ThrowIfNull(committee);
        return Epoch == committee.Epoch
            && VoteSignatures.AreQuorum(Votes, Vote.Digest(Kind, network, Epoch, View, Block), committee);
    }

    /// <summary>The canonical encoding.</summary>
    public byte[] Encode()
    {
        var writer = new RlpWriter();
        WriteTo(writer);
        return writer.ToArray();
    }

    /// <summary>Decodes <see cref="Encode"/>; checks form and bounds, no quorum and no signature.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> encoded, [NotNullWhen(true)] out QuorumCertificate? certificate)
    {
        var reader = new RlpReader(encoded);
        return TryRead(ref reader, out certificate) && reader.AtEnd;
    }

    /// <summary>A list of the certificate, or of nothing.</summary>
    internal static void WriteOptional(RlpWriter writer, QuorumCertificate? certificate)
    {
        writer.BeginList();
        certificate?.WriteTo(writer);
        writer.EndList();
    }

    internal static bool TryReadOptional(ref RlpReader reader, out QuorumCertificate? certificate)
    {
        certificate = null;
        return reader.TryReadList(out var list)
            && (list.AtEnd || (TryRead(ref list, out certificate) && list.AtEnd));
    }

    internal void WriteTo(RlpWriter writer)
    {
        writer.BeginList();
        writer.Write((ulong)Kind);
        writer.Write(Epoch.Value);
        writer.Write(View.Value);
        writer.Write(Block);
        VoteSignatures.Write(writer, Votes);
        writer.EndList();
    }

    internal static bool TryRead(ref RlpReader reader, [NotNullWhen(true)] out QuorumCertificate? certificate)
    {
        certificate = null;
        if (!reader.TryReadList(out var fields)
            || !fields.TryReadUInt64(out var kind)
            || kind is 0 or > (ulong)VoteKind.Finalize
            || !fields.TryReadUInt64(out var epoch)
            || !fields.TryReadUInt64(out var view)
            || !fields.TryReadHash(out var block)
            || !VoteSignatures.TryRead(ref fields, out var votes)
            || !fields.AtEnd)
        {
            return false;
        }

        certificate = new QuorumCertificate
        {
            Kind = (VoteKind)kind,
            Epoch = new Epoch(epoch),
            View = new View(view),
            Block = block,
            Votes = votes,
        };
        return true;
    }
}
