using SharedSequencer.Protocol;

namespace SharedSequencer.Ordering.Peers;

/// <summary>A message on its way out, encoded once for everybody it goes to.</summary>
/// <param name="Kind">How useful it is compared with others.</param>
/// <param name="View">The view it is about; null when it is about none.</param>
/// <param name="Encoded">The bytes.</param>
internal sealed record OutgoingMessage(OutgoingKind Kind, View? View, ReadOnlyMemory<byte> Encoded)
{
    public static OutgoingMessage Of(PeerMessage message)
    {
        var (kind, view) = Classify(message);
        return new OutgoingMessage(kind, view, PeerMessageCodec.Encode(message));
    }

    private static (OutgoingKind Kind, View? View) Classify(PeerMessage message) => message switch
    {
        PeerMessage.Status { Asks: false, Life: not 0 } => (OutgoingKind.Standing, null),
        PeerMessage.Status => (OutgoingKind.Status, null),
        PeerMessage.BatchBody => (OutgoingKind.Body, null),
        PeerMessage.FinalBlocks => (OutgoingKind.Blocks, null),
        PeerMessage.BatchesWanted or PeerMessage.BlockWanted or PeerMessage.FinalWanted =>
            (OutgoingKind.Question, null),
        PeerMessage.Acknowledged or PeerMessage.Certified => (OutgoingKind.Availability, null),
        PeerMessage.Proposed proposed => (OutgoingKind.Agreement, proposed.Proposal.View),
        PeerMessage.Voted voted => (OutgoingKind.Agreement, voted.Vote.View),
        PeerMessage.Decided { Certificate: { Kind: VoteKind.Finalize } final } => (OutgoingKind.Finality, final.View),
        PeerMessage.Decided decided => (OutgoingKind.Agreement, decided.Certificate.View),
        _ => throw new ArgumentException($"No use is known for {message.GetType().Name}.", nameof(message)),
    };
}
