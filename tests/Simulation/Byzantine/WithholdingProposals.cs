using SharedSequencer.Protocol;

namespace SharedSequencer.Simulation.Tests.Byzantine;

/// <summary>Leads without ever proposing.</summary>
internal sealed class WithholdingProposals : Habit
{
    public override IEnumerable<PeerMessage> Rewrite(int to, PeerMessage message) =>
        message is PeerMessage.Proposed(var proposal) && Context.IsOwn(proposal) ? [] : [message];
}
