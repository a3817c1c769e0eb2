using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>
/// A leader's block with what entitles it to extend its parent (R13): proof that a quorum notarized or finalized the
/// parent, and that every view between was skipped. Encoding: RLP [block, signature, [parent certificate]?,
/// [nullification…]].
/// </summary>
public sealed record Proposal
{
    /// <summary>
    /// Most Nullifications of one proposal; bounds the decoder. At the longest view timer that is two days without a
    /// Notarization while a quorum is awake: beyond it no proposal could be sent.
    /// </summary>
    public const int MaxNullifications = 16_384;

    /// <summary>The block.</summary>
    public required Block Block { get; init; }

    /// <summary>The leader's signature of <see cref="Block.ProposalDigest(BlockHeader)"/>.</summary>
    public required Signature Signature { get; init; }

    /// <summary>Notarization or Finalization of the parent; null when the parent is the genesis.</summary>
    public required QuorumCertificate? Parent { get; init; }

    /// <summary>One Nullification for every view after the parent's and before the block's, ascending.</summary>
    public required IReadOnlyList<QuorumCertificate> Nullifications { get; init; }

    /// <summary>The view it was made in.</summary>
    public View View => Block.Header.View;

    /// <summary>Whether the certificates are those R13 asks for; their signatures are another question.</summary>
    public bool IsJustified()
    {
        var parentView = Parent?.View ?? default;
        var names = Parent is null
            ? Block.Header.Parent == Block.Header.Network.Value
            : Parent.Kind != VoteKind.Nullify && Parent.Block == Block.Header.Parent;
        if (!names || View <= parentView || View.Value - parentView.Value - 1 != (ulong)Nullifications.Count)
        {
            return false;
        }

        var next = parentView.Next;
        foreach (var nullification in Nullifications)
        {
            if (nullification.Kind != VoteKind.Nullify || nullification.View != next)
            {
                return false;
            }

            next = next.Next;
        }

        return true;
    }

    /// <summary>The canonical encoding, on the wire and in the journal.</summary>
    public byte[] Encode()
    {
        var writer = new RlpWriter();
        WriteTo(writer);
        return writer.ToArray();
    }

    /// <summary>Decodes <see cref="Encode"/>; checks form and bounds, no rule and no signature.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> encoded, [NotNullWhen(true)] out Proposal? proposal)
    {
        var reader = new RlpReader(encoded);
        return TryRead(ref reader, out proposal) && reader.AtEnd;
    }

    internal void WriteTo(RlpWriter writer)
    {
        writer.BeginList();
        Block.WriteTo(writer);
        writer.Write(Signature);
        QuorumCertificate.WriteOptional(writer, Parent);
        writer.BeginList();
        foreach (var nullification in Nullifications)
        {
            nullification.WriteTo(writer);
        }

        writer.EndList();
        writer.EndList();
    }

    internal static bool TryRead(ref RlpReader reader, [NotNullWhen(true)] out Proposal? proposal)
    {
        proposal = null;
        if (!reader.TryReadList(out var fields)
            || !Block.TryRead(ref fields, out var block)
            || !fields.TryReadSignature(out var signature)
            || !QuorumCertificate.TryReadOptional(ref fields, out var parent)
            || !TryReadNullifications(ref fields, out var nullifications)
            || !fields.AtEnd)
        {
            return false;
        }

        proposal = new Proposal
        {
            Block = block,
            Signature = signature,
            Parent = parent,
            Nullifications = nullifications,
        };
        return true;
    }

    private static bool TryReadNullifications(ref RlpReader fields, out List<QuorumCertificate> nullifications)
    {
        nullifications = [];
        if (!fields.TryReadList(out var list))
        {
            return false;
        }

        while (!list.AtEnd)
        {
            if (nullifications.Count == MaxNullifications || !QuorumCertificate.TryRead(ref list, out var nullification))
            {
                return false;
            }

            nullifications.Add(nullification);
        }

        return true;
    }
}
