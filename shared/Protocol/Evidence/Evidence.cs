using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>
/// Something signed that an honest owner of the key never signs: two statements that contradict each other, a block
/// that breaks a rule, a promise that was not kept. What counts is the signed content, not the signature bytes.
/// Contradictions are checked with the genesis alone, a block with the state after its parent, a promise with the
/// chain (<see cref="ReceiptAudit"/>).
/// </summary>
public abstract record Evidence
{
    private Evidence()
    {
    }

    /// <summary>Two proposals of one leader in one view.</summary>
    /// <param name="Leader">The leader.</param>
    /// <param name="First">One proposal's header.</param>
    /// <param name="FirstSignature">Its signature.</param>
    /// <param name="Second">Another's, with the same view and another hash.</param>
    /// <param name="SecondSignature">Its signature.</param>
    public sealed record Proposals(
        ValidatorIndex Leader, BlockHeader First, Signature FirstSignature, BlockHeader Second, Signature SecondSignature) : Evidence;

    /// <summary>Two Notarize or two Finalize for different blocks, or a Finalize and a Nullify, in one view.</summary>
    /// <param name="First">One vote.</param>
    /// <param name="Second">The other.</param>
    public sealed record Votes(Vote First, Vote Second) : Evidence;

    /// <summary>Two acknowledgements of one batch with different arrival times or sizes.</summary>
    /// <param name="First">One.</param>
    /// <param name="Second">The other.</param>
    public sealed record Acknowledgements(Acknowledgement First, Acknowledgement Second) : Evidence;

    /// <summary>Two batches of one ingress and lane with one sequence.</summary>
    /// <param name="First">One.</param>
    /// <param name="FirstSignature">The ingress's signature of its digest.</param>
    /// <param name="Second">The other.</param>
    /// <param name="SecondSignature">The ingress's signature of its digest.</param>
    public sealed record Batches(
        BatchHeader First, Signature FirstSignature, BatchHeader Second, Signature SecondSignature) : Evidence;

    /// <summary>A leader's signed block that breaks order, repeats or limits (R4, R6, R8).</summary>
    /// <param name="Leader">The leader.</param>
    /// <param name="Block">The block, with the body that its header commits to.</param>
    /// <param name="Signature">The leader's signature of the proposal.</param>
    public sealed record FalseBlock(ValidatorIndex Leader, Block Block, Signature Signature) : Evidence
    {
        /// <summary>Equality of what is signed: the header commits to the body.</summary>
        public bool Equals(FalseBlock? other) => other is not null
            && Leader == other.Leader && Block.Header == other.Block.Header && Signature == other.Signature;

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(Leader, Block.Header, Signature);
    }

    /// <summary>An ingress's receipt that the chain did not keep. Reported, not slashed.</summary>
    /// <param name="Receipt">What was promised.</param>
    /// <param name="Ingress">Who promised.</param>
    /// <param name="Signature">The ingress's signature of the receipt.</param>
    public sealed record BrokenReceipt(Receipt Receipt, Address Ingress, Signature Signature) : Evidence;

    /// <summary>
    /// The block whose state is needed to judge it with <see cref="IsValid(ChainState)"/>; null when that is not the way.
    /// </summary>
    public Hash256? Parent => (this as FalseBlock)?.Block.Header.Parent;

    /// <summary>Who signed what must not be signed, if it was signed: a validator, or an ingress.</summary>
    public Address OffenderOf(Genesis genesis)
    {
        ArgumentNullException.ThrowIfNull(genesis);
        return this switch
        {
            Proposals proposals => genesis.Committee[proposals.Leader].Address,
            Votes votes => genesis.Committee[votes.First.Validator].Address,
            Acknowledgements given => genesis.Committee[given.First.Validator].Address,
            Batches batches => batches.First.Ingress,
            FalseBlock accused => genesis.Committee[accused.Leader].Address,
            BrokenReceipt broken => broken.Ingress,
            _ => throw new InvalidOperationException($"Nobody is known to offend by {GetType().Name}."),
        };
    }

    /// <summary>The canonical encoding: RLP [tag, field…], the statements whole.</summary>
    public byte[] Encode()
    {
        var writer = new RlpWriter();
        EvidenceCodec.Write(writer, this);
        return writer.ToArray();
    }

    /// <summary>Decodes <see cref="Encode"/>; checks form, neither signatures nor that the statements contradict.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> encoded, [NotNullWhen(true)] out Evidence? evidence) =>
        EvidenceCodec.TryRead(encoded, out evidence);

    /// <summary>
    /// Whether it proves what it says, for the committee and ingresses of this network. False for what the genesis alone
    /// cannot decide: a <see cref="FalseBlock"/>, a <see cref="BrokenReceipt"/>.
    /// </summary>
    public bool IsValid(Genesis genesis)
    {
        ArgumentNullException.ThrowIfNull(genesis);
        return this switch
        {
            Proposals proposals => EvidenceRules.Prove(proposals, genesis),
            Votes votes => EvidenceRules.Prove(votes, genesis),
            Acknowledgements acknowledgements => EvidenceRules.Prove(acknowledgements, genesis),
            Batches batches => EvidenceRules.Prove(batches, genesis),
            _ => false,
        };
    }

    /// <summary>
    /// The same, with the state after <see cref="Parent"/> for a <see cref="FalseBlock"/>. False for a state after
    /// another block, which decides nothing.
    /// </summary>
    public bool IsValid(ChainState parent)
    {
        ArgumentNullException.ThrowIfNull(parent);
        return this is FalseBlock accused ? EvidenceRules.Prove(accused, parent) : IsValid(parent.Genesis);
    }
}
