namespace SharedSequencer.Protocol;

/// <summary>
/// The conditions under which an honest validator speaks. Safety rests on this file: two quorums share honest weight,
/// and no honest validator both finalizes and skips a view or notarizes two blocks in one. Tests replace single
/// rules to show that the checkers notice; nothing else does.
/// </summary>
internal class VotingRules
{
    /// <summary>The weight that decides.</summary>
    internal virtual ulong Quorum(Committee committee) => committee.Quorum;

    /// <summary>R13: one proposal per view, and none in a view given up.</summary>
    internal virtual bool MayPropose(Round round) => !round.HasProposed && !round.HasNullified;

    /// <summary>R14: at most one per view, and none after giving the view up.</summary>
    internal virtual bool MayNotarize(Round round) => round.Notarized is null && !round.HasNullified;

    /// <summary>R15: never after Finalize.</summary>
    internal virtual bool MayNullify(Round round) => !round.HasNullified && !round.HasFinalized;

    /// <summary>R16: unless Nullify was sent.</summary>
    internal virtual bool MayFinalize(Round round) => !round.HasFinalized && !round.HasNullified;

    /// <summary>R13: whether a proposal may extend the parent it names.</summary>
    internal virtual bool IsJustified(Proposal proposal) => proposal.IsJustified();

    /// <summary>R7: whether a block may not leave out what this validator has held long enough.</summary>
    internal virtual bool DemandsCompleteness => true;

    /// <summary>R2: whether a batch may be acknowledged beside another with the same sequence.</summary>
    internal virtual bool MayAcknowledgeBeside(PooledBatch? conflict) => conflict is null;

    /// <summary>R4, R6, R8: what anyone can say against a block from the state of its parent.</summary>
    internal virtual BlockFault Check(ChainState parent, Block block, Func<Certificate, bool> isValid) =>
        BlockRules.Check(parent, block, isValid);

    /// <summary>R20–R23: how a block decides about bundles.</summary>
    internal virtual BundleLaw Bundles => BundleLaw.Standing;

    /// <summary>How far beyond the last final block a Finalization may be before what lies between is forgotten.</summary>
    internal virtual ulong MostUnsettledViews => 32;

    /// <summary>R19: whether a status answers what a validator asked in this life.</summary>
    internal virtual bool IsAnswer(PeerMessage.Status status, ulong life) => !status.Asks && status.Life == life;

    /// <summary>R19: whether a validator that may have lost votes may vote in a view; null while too few have answered.</summary>
    internal virtual bool MayReturn(View view, View? safeAfter) => safeAfter is { } safe && view > safe;
}
