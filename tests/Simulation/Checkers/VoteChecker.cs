using SharedSequencer.Primitives;
using SharedSequencer.Protocol;
using SharedSequencer.Simulation.Tests.Nodes;
using SharedSequencer.Simulation.Tests.Runs;

namespace SharedSequencer.Simulation.Tests.Checkers;

/// <summary>
/// An honest key never signs two proposals or two votes that contradict each other, over all its lives, whoever sends
/// them on; and it never goes back to a view it has left (R12, R14, R15).
/// </summary>
internal sealed class VoteChecker(World world) : Checker
{
    private readonly Dictionary<(int Seat, View View), Said> _said = [];
    private readonly Dictionary<int, View> _highest = [];
    private readonly HashSet<QuorumCertificate> _seen = new(ReferenceEqualityComparer.Instance);

    public override void Sent(HonestValidator validator, int? to, PeerMessage message)
    {
        switch (message)
        {
            case PeerMessage.Voted(var vote):
                Count(vote.Validator.Value, vote.Kind, vote.View, vote.Block);
                break;
            case PeerMessage.Decided(var certificate):
                Count(certificate);
                break;
            case PeerMessage.Status { Highest: { } highest }:
                Count(highest);
                break;
            case PeerMessage.Proposed(var proposal):
                Count(proposal);
                break;
            default:
                break;
        }
    }

    public override void Delivered(HonestValidator validator, FinalizedBlock block, ExpandedBlock expanded) =>
        Count(block.Finalization);

    private void Count(Proposal proposal)
    {
        if (proposal.Parent is not null)
            Count(proposal.Parent);
        foreach (var nullification in proposal.Nullifications)
            Count(nullification);
        var seat = proposal.Block.Header.Leader.Value;
        if (!world.Scenario.IsHonest(seat))
            return;
        var said = At(seat, proposal.View);
        Require(
            said.Proposed is null || said.Proposed == proposal.Block.Hash,
            $"v{seat} proposed twice in view {proposal.View}");
        if (said.Proposed is null)
        {
            said.Proposed = proposal.Block.Hash;
            Advance(seat, proposal.View, "proposed");
        }
    }

    private void Count(QuorumCertificate certificate)
    {
        if (!_seen.Add(certificate))
            return;
        foreach (var vote in certificate.Votes)
            Count(vote.Validator.Value, certificate.Kind, certificate.View, certificate.Block);
    }

    private void Count(int seat, VoteKind kind, View view, Hash256 block)
    {
        if (seat >= world.Scenario.Size || !world.Scenario.IsHonest(seat))
            return;
        var said = At(seat, view);
        switch (kind)
        {
            case VoteKind.Notarize:
                Require(said.Notarized is null || said.Notarized == block, $"v{seat} notarized two blocks in view {view}");
                if (said.Notarized is null)
                    Advance(seat, view, "notarized");
                said.Notarized = block;
                break;
            case VoteKind.Nullify:
                Require(said.Finalized is null, $"v{seat} nullified view {view} after it finalized there");
                if (!said.Nullified)
                    Advance(seat, view, "nullified");
                said.Nullified = true;
                break;
            default:
                Require(!said.Nullified, $"v{seat} finalized in view {view} after it nullified it");
                Require(said.Finalized is null || said.Finalized == block, $"v{seat} finalized two blocks in view {view}");
                said.Finalized = block;
                break;
        }
    }

    // A Finalize may come late: a Notarization of a view that others have left still counts.
    private void Advance(int seat, View view, string verb)
    {
        var highest = _highest.GetValueOrDefault(seat);
        Require(view >= highest, $"v{seat} {verb} in view {view} after it had been in view {highest}");
        _highest[seat] = view;
    }

    private Said At(int seat, View view)
    {
        if (!_said.TryGetValue((seat, view), out var said))
            _said.Add((seat, view), said = new Said());
        return said;
    }

    private sealed class Said
    {
        public Hash256? Proposed { get; set; }

        public Hash256? Notarized { get; set; }

        public Hash256? Finalized { get; set; }

        public bool Nullified { get; set; }
    }
}
