using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>What each kind of evidence must show.</summary>
internal static class EvidenceRules
{
    internal static bool Prove(Evidence.Proposals evidence, Genesis genesis) =>
        evidence.First.View == evidence.Second.View
        && evidence.First.Hash != evidence.Second.Hash
        && evidence.Leader == genesis.Committee.Leader(evidence.First.View)
        && IsProposal(evidence.First, evidence.FirstSignature, evidence.Leader, genesis)
        && IsProposal(evidence.Second, evidence.SecondSignature, evidence.Leader, genesis);

    internal static bool Prove(Evidence.Votes evidence, Genesis genesis) =>
        evidence.First.Validator == evidence.Second.Validator
        && Contradict(evidence.First, evidence.Second)
        && IsVote(evidence.First, genesis)
        && IsVote(evidence.Second, genesis);

    internal static bool Prove(Evidence.Acknowledgements evidence, Genesis genesis) =>
        evidence.First.Validator == evidence.Second.Validator
        && evidence.First.Batch == evidence.Second.Batch
        && (evidence.First.Arrival != evidence.Second.Arrival || evidence.First.Size != evidence.Second.Size)
        && IsAcknowledgement(evidence.First, genesis)
        && IsAcknowledgement(evidence.Second, genesis);

    internal static bool Prove(Evidence.Batches evidence, Genesis genesis) =>
        IngressLane.Of(evidence.First) == IngressLane.Of(evidence.Second)
        && evidence.First.Sequence == evidence.Second.Sequence
        && evidence.First.Digest != evidence.Second.Digest
        && genesis.Ingresses.Contains(evidence.First.Ingress)
        && IsBatch(evidence.First, evidence.FirstSignature, genesis)
        && IsBatch(evidence.Second, evidence.SecondSignature, genesis);

    // Who passes a block on can change its body, so a body that the header does not name accuses nobody.
    internal static bool Prove(Evidence.FalseBlock evidence, ChainState parent)
    {
        var header = evidence.Block.Header;
        return header.Parent == parent.BlockHash
            && evidence.Leader == parent.Genesis.Committee.Leader(header.View)
            && IsProposal(header, evidence.Signature, evidence.Leader, parent.Genesis)
            && Block.BatchesRootOf(evidence.Block.Certificates) == header.BatchesRoot
            && BlockRules.Check(parent, evidence.Block) != BlockFault.None;
    }

    /// <summary>Whether an honest validator never casts both: two blocks in one view, or finalizing what it skips.</summary>
    internal static bool Contradict(Vote first, Vote second) =>
        first.View == second.View
        && first.Epoch == second.Epoch
        && ((first.Kind == second.Kind && first.Block != second.Block)
            || (first.Kind == VoteKind.Finalize && second.Kind == VoteKind.Nullify)
            || (first.Kind == VoteKind.Nullify && second.Kind == VoteKind.Finalize));

    private static bool IsProposal(BlockHeader header, in Signature signature, ValidatorIndex leader, Genesis genesis) =>
        header.Network == genesis.NetworkId
        && header.Epoch == genesis.Committee.Epoch
        && RlpFields.IsSignedBy(Block.ProposalDigest(header), signature, genesis.Committee[leader].Address);

    private static bool IsVote(Vote vote, Genesis genesis) =>
        vote.Epoch == genesis.Committee.Epoch
        && genesis.Committee.Contains(vote.Validator)
        && RlpFields.IsSignedBy(
            Vote.Digest(vote.Kind, genesis.NetworkId, vote.Epoch, vote.View, vote.Block),
            vote.Signature,
            genesis.Committee[vote.Validator].Address);

    private static bool IsAcknowledgement(Acknowledgement given, Genesis genesis) =>
        given.Epoch == genesis.Committee.Epoch
        && genesis.Committee.Contains(given.Validator)
        && RlpFields.IsSignedBy(
            Acknowledgement.Digest(genesis.NetworkId, given.Epoch, given.Batch, given.Size, given.Arrival),
            given.Signature,
            genesis.Committee[given.Validator].Address);

    private static bool IsBatch(BatchHeader header, in Signature signature, Genesis genesis) =>
        header.Network == genesis.NetworkId && RlpFields.IsSignedBy(header.Digest, signature, header.Ingress);
}
