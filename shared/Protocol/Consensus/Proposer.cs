namespace SharedSequencer.Protocol;

/// <summary>
/// A leader's part (R13): one block per view, on a parent that a quorum notarized or finalized with every view between
/// skipped; not before the minimum interval since the last proposal, at once when something is eligible, empty at the
/// heartbeat.
/// </summary>
internal sealed class Proposer(
    CoreContext context, VotingRules rules, Rounds rounds, BlockTree tree, BatchPool pool, Voter voter, Abstention abstention)
{
    /// <summary>When to look again; null when this validator has nothing to propose in the current view.</summary>
    internal TimeSpan? Due { get; private set; }

    internal void ProposeIfDue()
    {
        Due = null;
        var round = rounds.CurrentRound;
        if (round.Leader != context.Self || !rules.MayPropose(round) || !abstention.MayVote(round.View)
            || !TryJustify(out var certificate, out var nullifications)
            || !tree.TryStateAfter(certificate?.Block ?? tree.Final.BlockHash, out var parent, out var state))
        {
            return;
        }

        var now = context.Now.Monotonic;
        var earliest = rounds.LastProposalAt + ProtocolDefaults.MinBlockInterval ?? now;
        if (now < earliest)
        {
            Due = earliest;
            return;
        }

        var body = Select(state, out var timestamp);
        var heartbeat = rounds.LastProposalAt is null ? now : rounds.EnteredAt + ProtocolDefaults.Heartbeat;
        if (body.Count == 0 && now < heartbeat)
        {
            Due = heartbeat;
            return;
        }

        var candidate = Candidate.Propose(parent, state, body, new ProposalSlot(round.View, context.Self, timestamp), rules.Bundles);
        Propose(round, candidate, certificate, nullifications);
    }

    private IReadOnlyList<PooledBatch> Select(ChainState parent, out ChainTime timestamp) => BlockSelection.Select(
        parent,
        pool.Lanes,
        ChainTime.Max(context.Now.Wall, new ChainTime(parent.Timestamp.Milliseconds + 1)),
        ChainTime.Max(context.Now.Wall.Plus(ProtocolDefaults.Drift), parent.Timestamp),
        out timestamp);

    private void Propose(
        Round round, Candidate candidate, QuorumCertificate? certificate, IReadOnlyList<QuorumCertificate> nullifications)
    {
        var proposal = new Proposal
        {
            Block = candidate.Block,
            Signature = context.Signer.Key.Sign(Block.ProposalDigest(candidate.Block.Header)),
            Parent = certificate,
            Nullifications = nullifications,
        };
        tree.Add(candidate);
        round.Hear(proposal, context.Now)!.Candidate = candidate;
        rounds.NoteProposal(context.Now.Monotonic);
        voter.Propose(round, proposal);
    }

    /// <summary>Finds the highest notarized block below the current view with every view between skipped.</summary>
    private bool TryJustify(out QuorumCertificate? parent, out IReadOnlyList<QuorumCertificate> nullifications)
    {
        var skipped = new List<QuorumCertificate>();
        nullifications = skipped;
        for (var view = rounds.Current.Value - 1; view > rounds.Floor.Value; view--)
        {
            var round = rounds.Find(new View(view));
            if (round?.Extendable is { } certificate)
            {
                parent = certificate;
                return true;
            }

            if (round?.Nullification is not { } nullification)
            {
                parent = null;
                return false;
            }

            skipped.Insert(0, nullification);
        }

        parent = tree.FinalCertificate;
        return parent is not null || tree.Final.Height == default;
    }
}
