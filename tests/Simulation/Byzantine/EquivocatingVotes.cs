using SharedSequencer.Protocol;

namespace SharedSequencer.Simulation.Tests.Byzantine;

/// <summary>Sends one vote to some and a contradicting one to others, now and then both to everybody.</summary>
internal sealed class EquivocatingVotes : Habit
{
    public override IEnumerable<PeerMessage> Rewrite(int to, PeerMessage message)
    {
        if (message is not PeerMessage.Voted(var vote) || !Context.IsOwn(vote))
            return [message];
        var other = new PeerMessage.Voted(Context.Chance.Below(3) switch
        {
            0 => Context.Vote(VoteKind.Nullify, vote.View, default),
            1 => Context.Vote(VoteKind.Finalize, vote.View, AnotherBlock(vote)),
            _ => Context.Vote(VoteKind.Notarize, vote.View, AnotherBlock(vote)),
        });
        return Context.Chance.Below(3) switch
        {
            0 => [message],
            1 => [other],
            _ => [message, other],
        };
    }

    private Primitives.Hash256 AnotherBlock(Vote vote)
    {
        var known = Context.Knowledge.Proposals
            .Where(proposal => proposal.View == vote.View)
            .Select(proposal => proposal.Block.Hash)
            .ToList();
        return known.Count > 0 && Context.Chance.Happens(0.8) ? Context.Chance.Pick(known) : Context.Genesis.NetworkId.Value;
    }
}
