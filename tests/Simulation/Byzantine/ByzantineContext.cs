using SharedSequencer.Protocol;
using SharedSequencer.Simulation.Tests.Scheduling;

namespace SharedSequencer.Simulation.Tests.Byzantine;

/// <summary>What a habit has at hand: its own key and no other, what was seen, and the wires.</summary>
/// <param name="Signer">The own key.</param>
/// <param name="Genesis">The network.</param>
/// <param name="Knowledge">What was seen.</param>
/// <param name="Chance">Chance of this validator.</param>
/// <param name="Send">Puts a message on the wire to one seat.</param>
internal sealed record ByzantineContext(
    ValidatorSigner Signer, Genesis Genesis, Knowledge Knowledge, Chance Chance, Action<int, PeerMessage> Send)
{
    public int Size => Genesis.Committee.Validators.Count;

    public bool IsOwn(Proposal proposal) => proposal.Block.Header.Leader == Signer.Index;

    public bool IsOwn(Vote vote) => vote.Validator == Signer.Index;

    public Vote Vote(VoteKind kind, View view, Primitives.Hash256 block) =>
        Protocol.Vote.Sign(kind, Genesis.NetworkId, view, block, Signer);
}
