using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>Votes of one kind for one block in one view; answers one question: is there a quorum?</summary>
internal sealed class VoteTally(VoteKind kind, View view, Hash256 block)
{
    private readonly SortedDictionary<ushort, VoteSignature> _votes = [];
    private ulong _weight;
    private bool _decided;

    /// <summary>Counts a vote whose signature was checked; gives the certificate the moment there is one.</summary>
    internal QuorumCertificate? Count(Vote vote, ulong quorum, Committee committee)
    {
        if (_votes.TryAdd(vote.Validator.Value, new VoteSignature(vote.Validator, vote.Signature)))
        {
            _weight += committee[vote.Validator].Weight;
        }

        if (_decided || _weight < quorum)
        {
            return null;
        }

        _decided = true;
        return new QuorumCertificate
        {
            Kind = kind,
            Epoch = committee.Epoch,
            View = view,
            Block = block,
            Votes = [.. _votes.Values],
        };
    }
}
