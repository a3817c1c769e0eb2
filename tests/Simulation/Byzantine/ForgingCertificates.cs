using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Simulation.Tests.Byzantine;

/// <summary>
/// Sends certificates whose quorum is its own signature under every name, and right certificates under a changed kind,
/// view or block. None may pass the host.
/// </summary>
internal sealed class ForgingCertificates : Habit
{
    public override void Tick()
    {
        var target = Context.Chance.Below(Context.Size);
        if (Context.Knowledge.Notarizations is [.., var last])
        {
            Context.Send(target, new PeerMessage.Decided(last with { Kind = VoteKind.Finalize }));
            Context.Send(target, new PeerMessage.Decided(last with { View = last.View.Next }));
            Context.Send(target, new PeerMessage.Decided(
                last with { Kind = VoteKind.Nullify, Block = default, View = last.View.Next }));
        }

        if (Context.Knowledge.Proposals.LastOrDefault() is { } proposal)
        {
            Context.Send(target, new PeerMessage.Decided(Forged(VoteKind.Finalize, proposal.View, proposal.Block.Hash)));
            Context.Send(target, new PeerMessage.Decided(Forged(VoteKind.Nullify, proposal.View, default)));
        }
    }

    private QuorumCertificate Forged(VoteKind kind, View view, Hash256 block)
    {
        var own = Context.Vote(kind, view, block).Signature;
        return new QuorumCertificate
        {
            Kind = kind,
            Epoch = Context.Signer.Epoch,
            View = view,
            Block = block,
            Votes = [.. Enumerable.Range(0, Context.Size).Select(seat => new VoteSignature(new ValidatorIndex((ushort)seat), own))],
        };
    }
}
