using SharedSequencer.Protocol;

namespace SharedSequencer.Simulation.Tests.Byzantine;

/// <summary>
/// Proposes two right blocks in one view, each to another part of the committee and now and then both to everybody, and
/// votes for both.
/// </summary>
internal sealed class EquivocatingProposals : Habit
{
    private readonly Dictionary<View, Proposal> _siblings = [];

    public override IEnumerable<PeerMessage> Rewrite(int to, PeerMessage message)
    {
        switch (message)
        {
            case PeerMessage.Proposed(var proposal) when Context.IsOwn(proposal) && SiblingOf(proposal) is { } sibling:
                return (IsCareless(proposal.View), SeesSibling(to)) switch
                {
                    (true, _) => [message, new PeerMessage.Proposed(sibling)],
                    (_, true) => [new PeerMessage.Proposed(sibling)],
                    _ => [message],
                };
            case PeerMessage.Voted(var vote) when Context.IsOwn(vote)
                && vote.Kind != VoteKind.Nullify && SeesSibling(to)
                && _siblings.TryGetValue(vote.View, out var other):
                return [new PeerMessage.Voted(Context.Vote(vote.Kind, vote.View, other.Block.Hash))];
            default:
                return [message];
        }
    }

    private static bool IsCareless(View view) => view.Value % 3 == 0;

    // Twice the seat and a half: the split differs from the plain halves that an even committee would be cut into.
    private bool SeesSibling(int to) => ((to * 2) + Context.Signer.Index.Value) % 3 == 1;

    private Proposal? SiblingOf(Proposal proposal)
    {
        if (_siblings.TryGetValue(proposal.View, out var sibling))
            return sibling;
        var certificates = proposal.Block.Certificates;
        var fewer = certificates.Count > 0 && Context.Chance.Happens(0.5) ? certificates.SkipLast(1).ToList() : certificates;
        var later = new ChainTime(proposal.Block.Header.Timestamp.Milliseconds + 1);
        sibling = Context.Knowledge.Remake(proposal, fewer, later, Context.Signer);
        if (sibling is not null)
            _siblings.Add(proposal.View, sibling);
        return sibling;
    }
}
