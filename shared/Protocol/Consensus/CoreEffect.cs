using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>
/// What the host must do, in order. An effect that <see cref="MustPersist"/> is durable before any later effect
/// of another kind runs: persist, then send (R19). The host may make the records of many steps durable at once, and
/// lets those that <see cref="MayWait"/> go with the next commit.
/// </summary>
public abstract record CoreEffect
{
    private CoreEffect()
    {
    }

    /// <summary>Whether the effect is a journal record rather than something others can notice.</summary>
    public virtual bool MustPersist => false;

    /// <summary>
    /// Whether later effects may run before the record is durable, as long as it stands before all later records. It repeats
    /// what a quorum has made durable, and who loses it with a crash learns it again.
    /// </summary>
    public virtual bool MayWait => false;

    /// <summary>Journal a batch, insert-if-absent by digest (R2).</summary>
    /// <param name="Batch">The batch.</param>
    /// <param name="Acknowledgement">
    /// The own acknowledgement, signed, with the arrival time fixed for good; null for a body that is only needed for
    /// a block and that this validator does not acknowledge. Such a record contradicts nothing that is there.
    /// </param>
    public sealed record PersistBatch(Batch Batch, Acknowledgement? Acknowledgement) : CoreEffect
    {
        /// <inheritdoc/>
        public override bool MustPersist => true;
    }

    /// <summary>Journal a proposal: an own one, or one the validator votes for. At most one of each view.</summary>
    /// <param name="Proposal">The proposal.</param>
    public sealed record PersistProposal(Proposal Proposal) : CoreEffect
    {
        /// <inheritdoc/>
        public override bool MustPersist => true;
    }

    /// <summary>Journal an own vote.</summary>
    /// <param name="Vote">The vote.</param>
    public sealed record PersistVote(Vote Vote) : CoreEffect
    {
        /// <inheritdoc/>
        public override bool MustPersist => true;
    }

    /// <summary>
    /// Journal a certificate of a view above the last final block, before the votes it leads to: what lets others extend or
    /// skip a view must not depend on members that may be gone (R19).
    /// </summary>
    /// <param name="Certificate">The certificate.</param>
    public sealed record PersistCertificate(QuorumCertificate Certificate) : CoreEffect
    {
        /// <inheritdoc/>
        public override bool MustPersist => true;
    }

    /// <summary>Journal that the validator, whose former journal was lost, may vote and acknowledge again (R19).</summary>
    public sealed record PersistReturn : CoreEffect
    {
        /// <inheritdoc/>
        public override bool MustPersist => true;
    }

    /// <summary>
    /// Journal a final block; blocks come in order of height, each once (R18). A quorum's votes make it final, not this record.
    /// </summary>
    /// <param name="Block">The block with its proof and batches.</param>
    /// <param name="Expanded">What it means for every rollup.</param>
    /// <param name="State">The state after it, for snapshots.</param>
    public sealed record PersistFinal(FinalizedBlock Block, ExpandedBlock Expanded, ChainState State) : CoreEffect
    {
        /// <inheritdoc/>
        public override bool MustPersist => true;

        /// <inheritdoc/>
        public override bool MayWait => true;
    }

    /// <summary>Tell the application that a block is final. After a crash it may be told again.</summary>
    /// <param name="Block">The block with its proof and batches.</param>
    /// <param name="Expanded">What it means for every rollup.</param>
    public sealed record Deliver(FinalizedBlock Block, ExpandedBlock Expanded) : CoreEffect;

    /// <summary>Tell whoever brought a batch that it is durable here, or already in the chain.</summary>
    /// <param name="Digest">Digest of the batch.</param>
    public sealed record BatchAccepted(Hash256 Digest) : CoreEffect;

    /// <summary>Tell whoever brought a batch that it is not taken.</summary>
    /// <param name="Digest">Digest of the batch.</param>
    /// <param name="Refusal">Why.</param>
    public sealed record BatchRefused(Hash256 Digest, BatchRefusal Refusal) : CoreEffect;

    /// <summary>Send a message to one validator. It may get lost.</summary>
    /// <param name="To">To whom.</param>
    /// <param name="Message">The message.</param>
    public sealed record Send(ValidatorIndex To, PeerMessage Message) : CoreEffect
    {
        /// <summary>
        /// Whether it answers a question: a host may leave it out while much waits for whoever asked, who asks again.
        /// </summary>
        public bool IsAnswer { get; init; }
    }

    /// <summary>Send a message to every other validator. It may get lost on any way.</summary>
    /// <param name="Message">The message.</param>
    public sealed record Broadcast(PeerMessage Message) : CoreEffect;

    /// <summary>
    /// Answer a validator that lacks final blocks with a <see cref="PeerMessage.FinalBlocks"/> from the journal; with
    /// nothing when the journal does not hold them.
    /// </summary>
    /// <param name="To">Who asked.</param>
    /// <param name="From">The first height it lacks.</param>
    public sealed record ServeFinal(ValidatorIndex To, Height From) : CoreEffect;

    /// <summary>Keep and publish a proof that somebody broke the protocol.</summary>
    /// <param name="Evidence">What was signed twice.</param>
    public sealed record ReportEvidence(Evidence Evidence) : CoreEffect;

    /// <summary>Wake the core at a moment of the monotonic clock; replaces the moment set before.</summary>
    /// <param name="Due">When.</param>
    public sealed record SetTimer(TimeSpan Due) : CoreEffect;
}
