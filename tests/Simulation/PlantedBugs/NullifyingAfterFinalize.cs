using SharedSequencer.Protocol;

namespace SharedSequencer.Simulation.Tests.PlantedBugs;

/// <summary>Joins whoever gives a view up, also where it has finalized (R15).</summary>
internal sealed class NullifyingAfterFinalize : PlantedBug
{
    private readonly HashSet<(ValidatorIndex Seat, View View)> _done = [];

    public override IReadOnlyList<string> CaughtBy => ["VoteChecker"];

    public override IReadOnlyList<CoreEffect> React(ValidatorSigner signer, Genesis genesis, CoreInput input)
    {
        if (input is not CoreInput.MessageReceived(_, PeerMessage.Voted({ Kind: VoteKind.Nullify } heard))
            || !_done.Add((signer.Index, heard.View)))
        {
            return [];
        }

        var vote = Vote.Sign(VoteKind.Nullify, genesis.NetworkId, heard.View, default, signer);
        return [new CoreEffect.PersistVote(vote), new CoreEffect.Broadcast(new PeerMessage.Voted(vote))];
    }
}
