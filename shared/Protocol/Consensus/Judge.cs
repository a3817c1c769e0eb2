using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>
/// Hears proposals, gathers what their check needs, and decides about the vote (R14). What cannot be checked yet waits;
/// only a completed check that fails is invalid.
/// </summary>
internal sealed class Judge(
    CoreContext context, VotingRules rules, Rounds rounds, BlockTree tree, BatchPool pool, Dissemination dissemination,
    Voter voter, FetchList bodies, FetchList blocks, EvidenceLog evidence)
{
    /// <summary>A few false blocks accuse a leader as well as many, and blocks are large.</summary>
    private const int MostFalseBlocks = 16;

    private const int MostFetched = 16;

    private readonly Dictionary<ValidatorIndex, int> _falseBlocks = [];

    /// <summary>When a proposal from the near future can be voted for; null when none waits for that.</summary>
    internal TimeSpan? Due { get; private set; }

    /// <summary>A proposal came, of its own accord or because it was asked for.</summary>
    internal void Hear(Proposal proposal)
    {
        if (rounds.IsOver(proposal.View) || !rules.IsJustified(proposal))
        {
            return;
        }

        foreach (var certificate in proposal.Nullifications.Prepend(proposal.Parent).OfType<QuorumCertificate>())
        {
            voter.Take(certificate);
        }

        var round = rounds.At(proposal.View);
        blocks.Remove(proposal.Block.Hash);
        if (proposal.View > rounds.Current || round.Find(proposal.Block.Hash) is not null)
        {
            return;
        }

        if (round.Proposals.Count > 0)
        {
            Accuse(round, round.Proposals[0].Proposal, proposal);
        }

        if (round.Hear(proposal, context.Now) is not null && proposal.View == rounds.Current)
        {
            rounds.NoteProposal(context.Now.Monotonic);
        }
    }

    /// <summary>Checks what can be checked now, fetches what is missing, votes where it may.</summary>
    internal void Advance()
    {
        Due = null;
        foreach (var round in rounds.All.ToList())
        {
            foreach (var heard in round.Proposals.Where(heard => heard.IsOpen))
            {
                Check(round, heard);
            }

            if (round.Extendable is { } certificate && IsWorthFetching(certificate)
                && tree.Find(certificate.Block) is null && round.Find(certificate.Block) is null)
            {
                blocks.Add(certificate.Block, certificate.Signers, context.Now.Monotonic + ProtocolDefaults.Delta);
            }
        }

        if (rounds.CurrentRound is { Proposals.Count: > 0 } current && voter.MayNotarize(current))
        {
            Decide(current, current.Proposals[0]);
        }
    }

    /// <summary>Whether a proposal's check waits for this batch.</summary>
    internal bool Awaits(Hash256 digest) => rounds.All.Any(round => round.Proposals.Any(heard =>
        heard.IsOpen && heard.Block.Certificates.Any(certificate => certificate.Digest == digest)));

    /// <summary>The blocks that a quorum stands behind, or that a proposal extends, and that are not here.</summary>
    internal HashSet<Hash256> MissingBlocks()
    {
        var missing = new HashSet<Hash256>();
        foreach (var round in rounds.All)
        {
            missing.UnionWith(round.Proposals.Where(heard => heard.IsOpen).Select(heard => heard.Block.Header.Parent));
            if (round.Extendable is { } certificate)
            {
                missing.Add(certificate.Block);
            }
        }

        return missing;
    }

    private void Check(Round round, HeardProposal heard)
    {
        if (tree.Find(heard.Block.Hash) is { } known)
        {
            heard.Candidate = known;
            return;
        }

        if (!tree.TryStateAfter(heard.Block.Header.Parent, out var parent, out var state))
        {
            FetchParent(round, heard.Proposal);
            return;
        }

        if (FindBatches(round, heard.Block) is { } batches)
        {
            // The signatures in the block were checked with the message that brought it.
            heard.Fault = rules.Check(state, heard.Block, _ => true);
            if (heard.Fault == BlockFault.None)
            {
                heard.Candidate = Candidate.Verify(parent, state, heard.Block, batches, rules.Bundles, out var fault);
                heard.Fault = fault;
            }
            else
            {
                AccuseOfFalseBlock(round.Leader, heard.Proposal);
            }

            if (heard.Candidate is not null)
            {
                tree.Add(heard.Candidate);
            }
        }
    }

    private void FetchParent(Round round, Proposal proposal)
    {
        if (proposal.Parent is { } certificate && IsWorthFetching(certificate)
            && rounds.Find(certificate.View)?.Find(certificate.Block) is null)
        {
            blocks.Add(certificate.Block, certificate.Signers.Append(round.Leader), context.Now.Monotonic);
        }
    }

    /// <summary>Who is far behind gets final blocks: it asks for the lowest few by name only, not for all it has heard of.</summary>
    private bool IsWorthFetching(QuorumCertificate certificate) =>
        !rounds.IsOver(certificate.View) && (blocks.Count < MostFetched || blocks.Contains(certificate.Block));

    private List<Batch>? FindBatches(Round round, Block block)
    {
        var found = new List<Batch>(block.Certificates.Count);
        foreach (var certificate in block.Certificates)
        {
            if (pool.TryGet(certificate.Digest, out var pooled))
            {
                found.Add(pooled.Batch);
            }
            else
            {
                var sources = certificate.Signers
                    .Where(context.Committee.Contains).Prepend(round.Leader);
                bodies.Add(certificate.Digest, sources, context.Now.Monotonic);
            }
        }

        return found.Count == block.Certificates.Count ? found : null;
    }

    private void Decide(Round round, HeardProposal heard)
    {
        if (heard.Fault != BlockFault.None)
        {
            voter.Nullify(round);
        }

        if (heard.Candidate is not { } candidate || !tree.TryStateAfter(heard.Block.Header.Parent, out _, out var parent))
        {
            return;
        }

        switch (Timeliness(parent, heard))
        {
            case < 0:
                voter.Nullify(round);
                break;
            case 0:
                DecideOnContent(round, heard, candidate, parent);
                break;
        }
    }

    private void DecideOnContent(Round round, HeardProposal heard, Candidate candidate, ChainState parent)
    {
        var missing = rules.DemandsCompleteness
            ? Completeness.FindMissing(
                parent, candidate.Block, pool.Lanes, heard.Arrival, rounds.Stretch(ProtocolDefaults.Grace))
            : [];
        if (missing.Count == 0)
        {
            voter.Notarize(round, heard.Proposal);
        }
        else if (rules.MayNullify(round))
        {
            voter.Nullify(round);
            dissemination.Spread(missing);
        }
    }

    // R8: -1 never right in this view, 1 not yet, 0 in time. A parent or median that lies ahead may force a later time.
    private int Timeliness(ChainState parent, HeardProposal heard)
    {
        var timestamp = heard.Block.Header.Timestamp;
        if (timestamp.Plus(ProtocolDefaults.Drift) < heard.Arrival.Wall)
        {
            return -1;
        }

        var forced = heard.Block.Certificates.Aggregate(
            new ChainTime(parent.Timestamp.Milliseconds + 1),
            (time, certificate) => ChainTime.Max(time, certificate.Time(context.Committee)));
        var latest = ChainTime.Max(context.Now.Wall.Plus(ProtocolDefaults.Drift), forced);
        if (timestamp <= latest)
        {
            return 0;
        }

        if (timestamp > latest.Plus(ProtocolDefaults.TimerCap))
        {
            return -1;
        }

        Due = context.Now.Monotonic + TimeSpan.FromMilliseconds(timestamp.Milliseconds - latest.Milliseconds);
        return 1;
    }

    // Against the block alone nobody needs more than its parent; a wrong root needs the batches too.
    private void AccuseOfFalseBlock(ValidatorIndex leader, Proposal proposal)
    {
        var before = _falseBlocks.GetValueOrDefault(leader);
        if (before < MostFalseBlocks)
        {
            _falseBlocks[leader] = before + 1;
            evidence.Report(
                new Evidence.FalseBlock(leader, proposal.Block, proposal.Signature),
                proposal.Block.Hash,
                proposal.Block.Header.Parent);
        }
    }

    private void Accuse(Round round, Proposal first, Proposal second) => evidence.Report(
        new Evidence.Proposals(
            round.Leader, first.Block.Header, first.Signature, second.Block.Header, second.Signature),
        first.Block.Hash,
        second.Block.Hash);
}
