using SharedSequencer.Protocol;

namespace SharedSequencer.Simulation.Tests.Byzantine;

/// <summary>Proposes the right certificates in an order of its own, with the roots of that order.</summary>
internal sealed class ReorderingCertificates : Habit
{
    private readonly Dictionary<View, Proposal> _made = [];

    public override IEnumerable<PeerMessage> Rewrite(int to, PeerMessage message)
    {
        if (message is not PeerMessage.Proposed(var proposal)
            || !Context.IsOwn(proposal)
            || proposal.Block.Certificates.Count < 2)
        {
            return [message];
        }

        if (!_made.TryGetValue(proposal.View, out var other))
        {
            var order = Context.Chance.Shuffle(proposal.Block.Certificates);
            other = Context.Knowledge.Remake(proposal, order, proposal.Block.Header.Timestamp, Context.Signer) ?? proposal;
            _made.Add(proposal.View, other);
        }

        return [new PeerMessage.Proposed(other)];
    }
}
