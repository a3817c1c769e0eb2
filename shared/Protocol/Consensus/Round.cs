using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>
/// What a validator has said and heard in one view. Of each member it keeps one vote of each kind; a second one
/// that differs is evidence and is not counted.
/// </summary>
internal sealed class Round(View view, ValidatorIndex leader)
{
    private const int MaxProposals = 2;

    private readonly Dictionary<(VoteKind Kind, ushort Validator), Vote> _votes = [];
    private readonly Dictionary<(VoteKind Kind, Hash256 Block), VoteTally> _tallies = [];
    private readonly List<HeardProposal> _proposals = [];

    internal View View { get; } = view;

    internal ValidatorIndex Leader { get; } = leader;

    /// <summary>Whether this validator has proposed here.</summary>
    internal bool HasProposed { get; set; }

    /// <summary>The block that this validator has notarized here.</summary>
    internal Hash256? Notarized { get; private set; }

    /// <summary>Whether this validator has given the view up.</summary>
    internal bool HasNullified { get; private set; }

    /// <summary>Whether this validator has finalized here.</summary>
    internal bool HasFinalized { get; private set; }

    internal QuorumCertificate? Notarization { get; private set; }

    internal QuorumCertificate? Nullification { get; private set; }

    internal QuorumCertificate? Finalization { get; private set; }

    /// <summary>The certificates of the view.</summary>
    internal IEnumerable<QuorumCertificate> Certificates =>
        new[] { Notarization, Nullification, Finalization }.OfType<QuorumCertificate>();

    /// <summary>What entitles to extend this view's block, if it has one: a quorum notarized or finalized it.</summary>
    internal QuorumCertificate? Extendable => Finalization ?? Notarization;

    /// <summary>What was proposed, first heard first.</summary>
    internal IReadOnlyList<HeardProposal> Proposals => _proposals;

    internal HeardProposal? Find(Hash256 block) => _proposals.Find(heard => heard.Block.Hash == block);

    /// <summary>Keeps a proposal, or not: an equivocating leader's third is kept only when a quorum stands behind it.</summary>
    internal HeardProposal? Hear(Proposal proposal, Instant arrival)
    {
        if (_proposals.Count >= MaxProposals && Extendable?.Block != proposal.Block.Hash)
        {
            return null;
        }

        var heard = new HeardProposal(proposal, arrival);
        _proposals.Add(heard);
        return heard;
    }

    /// <summary>An earlier vote of the same member that an honest one does not cast beside this (R15).</summary>
    internal Vote? FindContradiction(Vote vote) => Enum.GetValues<VoteKind>()
        .Select(kind => _votes.GetValueOrDefault((kind, vote.Validator.Value)))
        .FirstOrDefault(earlier => earlier is not null && EvidenceRules.Contradict(earlier, vote));

    /// <summary>Counts a vote; gives the certificate the moment there is one.</summary>
    internal QuorumCertificate? Count(Vote vote, ulong quorum, Committee committee)
    {
        if (!_votes.TryAdd((vote.Kind, vote.Validator.Value), vote))
        {
            return null;
        }

        if (!_tallies.TryGetValue((vote.Kind, vote.Block), out var tally))
        {
            _tallies.Add((vote.Kind, vote.Block), tally = new VoteTally(vote.Kind, vote.View, vote.Block));
        }

        return tally.Count(vote, quorum, committee);
    }

    /// <summary>Remembers an own vote.</summary>
    internal void Cast(Vote vote)
    {
        Notarized = vote.Kind == VoteKind.Notarize ? vote.Block : Notarized;
        HasNullified |= vote.Kind == VoteKind.Nullify;
        HasFinalized |= vote.Kind == VoteKind.Finalize;
    }

    /// <summary>The votes of one member.</summary>
    internal IEnumerable<Vote> VotesOf(ValidatorIndex validator) =>
        _votes.Where(entry => entry.Key.Validator == validator.Value).Select(entry => entry.Value);

    /// <summary>Keeps the first certificate of each kind; says whether it is news.</summary>
    internal bool Learn(QuorumCertificate certificate)
    {
        switch (certificate.Kind)
        {
            case VoteKind.Notarize when Notarization is null:
                Notarization = certificate;
                return true;
            case VoteKind.Nullify when Nullification is null:
                Nullification = certificate;
                return true;
            case VoteKind.Finalize when Finalization is null:
                Finalization = certificate;
                return true;
            default:
                return false;
        }
    }
}
