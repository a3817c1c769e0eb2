using SharedSequencer.Protocol;

namespace SharedSequencer.Ordering.Peers;

/// <summary>The way to the other validators. Nothing here waits: what cannot be kept until it is sent gets lost.</summary>
internal interface IPeerNetwork
{
    void Send(ValidatorIndex to, PeerMessage message);

    /// <summary>
    /// Answers a question, encoded off the loop; not at all while much waits for whoever asked, who asks again.
    /// </summary>
    void Answer(ValidatorIndex to, PeerMessage message);

    void Broadcast(PeerMessage message);

    /// <summary>Answers with final blocks, read off the loop.</summary>
    void ServeFinal(ValidatorIndex to, Height from);

    /// <summary>An own acknowledgement comes back in certificates, where it needs no check.</summary>
    void Expect(Acknowledgement own);

    /// <summary>Views up to this one are over: what waits to be said about them is useless.</summary>
    void Settle(View view);
}
