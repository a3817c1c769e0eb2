using SharedSequencer.Primitives;
using SharedSequencer.Protocol;
using SharedSequencer.Simulation.Tests.Scenarios;

namespace SharedSequencer.Simulation.Tests.PlantedBugs;

/// <summary>Notarizes every proposal it hears in a view, not only the first (R14).</summary>
internal sealed class VotingTwice : PlantedBug
{
    private readonly HashSet<(ValidatorIndex Seat, Hash256 Block)> _done = [];

    public override IReadOnlyList<string> CaughtBy => ["VoteChecker"];

    public override Scenario Tempt(Scenario scenario) => Temptation.WithLiar(scenario, "equivocate-proposals");

    public override IReadOnlyList<CoreEffect> React(ValidatorSigner signer, Genesis genesis, CoreInput input)
    {
        if (input is not CoreInput.MessageReceived(_, PeerMessage.Proposed(var proposal))
            || !_done.Add((signer.Index, proposal.Block.Hash)))
        {
            return [];
        }

        var header = proposal.Block.Header;
        var vote = Vote.Sign(VoteKind.Notarize, header.Network, header.View, header.Hash, signer);
        return
        [
            new CoreEffect.PersistProposal(proposal),
            new CoreEffect.PersistVote(vote),
            new CoreEffect.Broadcast(new PeerMessage.Voted(vote)),
        ];
    }
}
