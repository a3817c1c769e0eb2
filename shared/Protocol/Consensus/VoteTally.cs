using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>Votes of one kind for one block in one view; answers one question: is there a quorum?</summary>
internal sealed class VoteTally(VoteKind kind, View view, Hash256 block)
{
    private readonly SortedDictionary<ushort, VoteSignature> _votes = [];
    private bool _decided;

    /// <summary>Counts a vote whose signature was checked; gives the certificate the moment there is one.</summary>
    internal bool TryDecide(Vote vote, Committee committee, [NotNullWhen(true)] out QuorumCertificate? certificate)
    {
        certificate = null;
        _votes.TryAdd(vote.Validator.Value, new VoteSignature(vote.Validator, vote.Signature));
        if (_decided || !VoteSignatures.IsQuorum(_votes.Values.Select(entry => entry.Validator), committee))
        {
            return false;
        }

        _decided = true;
        certificate = new QuorumCertificate
        {
            Kind = kind,
            Epoch = committee.Epoch,
            View = view,
            Block = block,
            Votes = [.. _votes.Values],
        };
        return true;
    }
}
