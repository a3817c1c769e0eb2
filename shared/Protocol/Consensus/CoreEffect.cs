using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>
/// What the host must do, in order. An effect that <see cref="MustPersist"/> is durable before any later effect
/// of another kind runs: persist, then send (R19). The host may make the records of many steps durable at once.
/// </summary>
public abstract record CoreEffect
{
    private CoreEffect()
    {
    }

    /// <summary>Whether the effect is a journal record rather than something others can notice.</summary>
    public virtual bool MustPersist => false;

    /// <summary>Journal a batch with the validator's own acknowledgement; insert-if-absent by digest (R2).</summary>
    /// <param name="Batch">The batch.</param>
    /// <param name="Acknowledgement">The acknowledgement, signed, with the arrival time fixed for good.</param>
    public sealed record PersistBatch(Batch Batch, Acknowledgement Acknowledgement) : CoreEffect
    {
        /// <inheritdoc/>
        public override bool MustPersist => true;
    }

    /// <summary>Journal an own proposal.</summary>
    /// <param name="Block">The block.</param>
    /// <param name="Signature">The leader's signature of the proposal digest.</param>
    public sealed record PersistProposal(Block Block, Signature Signature) : CoreEffect
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

    /// <summary>Journal a final block; blocks come in order of height, each once (R18).</summary>
    /// <param name="Block">The block with its proof and batches.</param>
    /// <param name="Expanded">What it means for every rollup.</param>
    /// <param name="State">The state after it, for snapshots.</param>
    public sealed record PersistFinal(FinalizedBlock Block, ExpandedBlock Expanded, ChainState State) : CoreEffect
    {
        /// <inheritdoc/>
        public override bool MustPersist => true;
    }

    /// <summary>Tell the application that a block is final and durable.</summary>
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

    /// <summary>Wake the core at a moment of the monotonic clock.</summary>
    /// <param name="Timer">Which timer.</param>
    /// <param name="Due">When.</param>
    public sealed record SetTimer(CoreTimer Timer, TimeSpan Due) : CoreEffect;
}
