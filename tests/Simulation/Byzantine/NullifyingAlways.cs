using SharedSequencer.Protocol;

namespace SharedSequencer.Simulation.Tests.Byzantine;

/// <summary>Votes to skip every view, whatever is proposed in it, and keeps skipping views ahead.</summary>
internal sealed class NullifyingAlways : Habit
{
    private View _highest;

    public override IEnumerable<PeerMessage> Rewrite(int to, PeerMessage message)
    {
        if (message is not PeerMessage.Voted(var vote) || !Context.IsOwn(vote))
            return [message];
        _highest = View.Max(_highest, vote.View);
        return [new PeerMessage.Voted(Context.Vote(VoteKind.Nullify, vote.View, default))];
    }

    public override void Tick()
    {
        var ahead = new View(_highest.Value + (ulong)Context.Chance.Between(1, 20));
        var vote = new PeerMessage.Voted(Context.Vote(VoteKind.Nullify, ahead, default));
        for (var to = 0; to < Context.Size; to++)
            Context.Send(to, vote);
    }
}
