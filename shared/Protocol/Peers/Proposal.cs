using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>
/// A leader's block with what entitles it to extend its parent (R13): proof that a quorum notarized or finalized the
/// parent, and that every view between was skipped. Encoding: RLP [block, signature, [parent certificate]?,
/// [nullification…]].
/// </summary>
public sealed record Proposal
{
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
}
