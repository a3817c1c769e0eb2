using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Simulation.Tests.Byzantine;

/// <summary>Censors: leaves out whatever one ingress sent, in blocks that are otherwise right.</summary>
internal sealed class OmittingCertificates : Habit
{
    private readonly Dictionary<View, Proposal> _made = [];
    private Address? _victim;

    public override IEnumerable<PeerMessage> Rewrite(int to, PeerMessage message)
    {
        if (message is not PeerMessage.Proposed(var proposal)
            || !Context.IsOwn(proposal)
            || proposal.Block.Certificates.Count == 0)
        {
            return [message];
        }

        if (!_made.TryGetValue(proposal.View, out var other))
        {
            _victim ??= Context.Chance.Pick(Context.Genesis.Ingresses);
            var rest = proposal.Block.Certificates.Where(certificate => certificate.Batch.Ingress != _victim).ToList();
            other = Context.Knowledge.Remake(proposal, rest, proposal.Block.Header.Timestamp, Context.Signer) ?? proposal;
            _made.Add(proposal.View, other);
        }

        return [new PeerMessage.Proposed(other)];
    }
}
