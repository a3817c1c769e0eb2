using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>
/// What validators say to each other. Every message may be lost, late, repeated or reordered; each can be
/// understood alone. <see cref="PeerMessageCheck"/> tells whether one is authentic before the core sees it.
/// </summary>
public abstract record PeerMessage
{
    private PeerMessage()
    {
    }

    /// <summary>A batch, pushed by who collects acknowledgements for it, or sent on request. Answered by an acknowledgement.</summary>
    /// <param name="Batch">The batch.</param>
    public sealed record BatchBody(Batch Batch) : PeerMessage;

    /// <summary>The sender stores a batch (R2).</summary>
    /// <param name="Acknowledgement">Its signed word.</param>
    public sealed record Acknowledged(Acknowledgement Acknowledgement) : PeerMessage;

    /// <summary>A quorum stores a batch (R3).</summary>
    /// <param name="Certificate">The proof.</param>
    public sealed record Certified(Certificate Certificate) : PeerMessage;

    /// <summary>A leader's proposal, or one that the receiver asked for.</summary>
    /// <param name="Proposal">The proposal.</param>
    public sealed record Proposed(Proposal Proposal) : PeerMessage;

    /// <summary>A vote.</summary>
    /// <param name="Vote">The vote.</param>
    public sealed record Voted(Vote Vote) : PeerMessage;

    /// <summary>A quorum's votes: a Notarization, Nullification or Finalization.</summary>
    /// <param name="Certificate">The certificate.</param>
    public sealed record Decided(QuorumCertificate Certificate) : PeerMessage;

    /// <summary>The sender lacks batches (R5).</summary>
    /// <param name="Digests">Their digests, each once, at most <see cref="MaxWanted"/>.</param>
    public sealed record BatchesWanted(IReadOnlyList<Hash256> Digests) : PeerMessage;

    /// <summary>The sender lacks a block that is not final for it (R5).</summary>
    /// <param name="Block">Its hash.</param>
    public sealed record BlockWanted(Hash256 Block) : PeerMessage;

    /// <summary>The sender lacks final blocks.</summary>
    /// <param name="From">The first height it lacks.</param>
    public sealed record FinalWanted(Height From) : PeerMessage;

    /// <summary>Consecutive final blocks with their batches; about a megabyte, at least one block.</summary>
    /// <param name="Blocks">The blocks by ascending height.</param>
    public sealed record FinalBlocks(IReadOnlyList<FinalizedBlock> Blocks) : PeerMessage;

    /// <summary>How far the sender is: a sign of life that lets others see who lacks what (R19).</summary>
    /// <param name="Height">Height of its last final block.</param>
    /// <param name="View">View of that block.</param>
    /// <param name="Highest">The certificate of the highest view it holds; null before there is any.</param>
    /// <param name="Asks">Whether it wants to hear where the receiver stands, and what it may lack.</param>
    /// <param name="Life">
    /// Of a question, the life of the sender in which it is asked; of an answer, the life that asked, or 0 when the answer
    /// tells nothing about the past: only who has not lost its journal knows what it held.
    /// </param>
    public sealed record Status(Height Height, View View, QuorumCertificate? Highest, bool Asks, ulong Life) : PeerMessage;

    /// <summary>Most digests of one <see cref="BatchesWanted"/>.</summary>
    public const int MaxWanted = 256;

    /// <summary>Most blocks of one <see cref="FinalBlocks"/>; empty ones are small.</summary>
    public const int MaxFinalBlocks = 1_024;
}
