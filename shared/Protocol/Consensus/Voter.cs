using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>
/// Casts and counts votes, makes and takes certificates, and moves from view to view (R14–R17). Whether a block
/// deserves a vote is the judge's question.
/// </summary>
internal sealed class Voter(
    CoreContext context, VotingRules rules, Rounds rounds, Abstention abstention, EvidenceLog evidence)
{
    private ulong Quorum => rules.Quorum(context.Committee);

    /// <summary>Whether a proposal of this view is still to be decided about.</summary>
    internal bool MayNotarize(Round round) => rules.MayNotarize(round) && abstention.MayVote(round.View);

    /// <summary>Votes for a proposal; the block is durable with the vote (R19).</summary>
    internal void Notarize(Round round, Proposal proposal)
    {
        if (MayNotarize(round))
        {
            context.Emit(new CoreEffect.PersistProposal(proposal));
            Cast(VoteKind.Notarize, round, proposal.Block.Hash);
        }
    }

    /// <summary>Proposes and votes for it.</summary>
    internal void Propose(Round round, Proposal proposal)
    {
        round.HasProposed = true;
        context.Emit(new CoreEffect.PersistProposal(proposal));
        context.Broadcast(new PeerMessage.Proposed(proposal));
        Cast(VoteKind.Notarize, round, proposal.Block.Hash);
    }

    /// <summary>Gives a view up.</summary>
    internal void Nullify(Round round)
    {
        if (rules.MayNullify(round) && abstention.MayVote(round.View))
        {
            Cast(VoteKind.Nullify, round, Hash256.Zero);
        }
    }

    /// <summary>Counts a vote, own or another's.</summary>
    internal void Take(Vote vote)
    {
        if (rounds.IsOver(vote.View) || vote.View.Value > rounds.Current.Value + Rounds.MaxAhead)
        {
            return;
        }

        var round = rounds.At(vote.View);
        if (round.FindContradiction(vote) is { } earlier)
        {
            evidence.Report(new Evidence.Votes(earlier, vote), NameOf(earlier), NameOf(vote));
        }

        if (round.Count(vote, Quorum, context.Committee) is { } certificate)
        {
            Take(certificate);
        }
    }

    /// <summary>Takes a certificate, made here or elsewhere: tells it on once, answers it, and moves on.</summary>
    internal void Take(QuorumCertificate certificate)
    {
        if (rounds.IsOver(certificate.View) || !rounds.At(certificate.View).Learn(certificate))
        {
            return;
        }

        var round = rounds.At(certificate.View);
        context.Emit(new CoreEffect.PersistCertificate(certificate));
        context.Broadcast(new PeerMessage.Decided(certificate));
        switch (certificate.Kind)
        {
            case VoteKind.Notarize:
                Finalize(round, certificate);
                break;
            case VoteKind.Finalize:
                rounds.NoteFinalization(certificate.View);
                break;
        }

        if (certificate.View >= rounds.Current)
        {
            rounds.Enter(certificate.View.Next, context.Now.Monotonic);
        }
    }

    /// <summary>Gives the current view up when one of its timers is due, or its leader is gone (R12, R15).</summary>
    internal void NullifyIfDue(LeaderWatch watch)
    {
        var round = rounds.CurrentRound;
        var now = context.Now.Monotonic;
        if (context.Committee.Validators.Count == 1 || !rules.MayNullify(round))
        {
            return; // nobody else could propose instead, or it has been said
        }

        var isMissed = round.Proposals.Count == 0 && now >= rounds.LeaderDue;
        if (isMissed)
        {
            watch.NoteMissed(round.Leader);
        }

        if (isMissed || now >= rounds.ViewDue || (round.Proposals.Count == 0 && watch.IsGone(round.Leader, Quorum)))
        {
            Nullify(round);
        }
    }

    /// <summary>An own vote from the journal binds. All do before anything is taken that could call for another.</summary>
    internal void Bind(Vote vote) => rounds.At(vote.View).Cast(vote);

    // R16. The Notarization that causes the vote is durable before it (R19).
    private void Finalize(Round round, QuorumCertificate notarization)
    {
        if (rules.MayFinalize(round) && abstention.MayVote(round.View))
        {
            Cast(VoteKind.Finalize, round, notarization.Block);
        }
    }

    private void Cast(VoteKind kind, Round round, in Hash256 block)
    {
        var vote = Vote.Sign(kind, context.Genesis.NetworkId, round.View, block, context.Signer);
        round.Cast(vote);
        context.Emit(new CoreEffect.PersistVote(vote));
        context.Broadcast(new PeerMessage.Voted(vote));
        Take(vote);
    }

    private Hash256 NameOf(Vote vote) =>
        Vote.Digest(vote.Kind, context.Genesis.NetworkId, vote.Epoch, vote.View, vote.Block);
}
