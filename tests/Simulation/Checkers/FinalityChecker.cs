using SharedSequencer.Primitives;
using SharedSequencer.Protocol;
using SharedSequencer.Simulation.Tests.Nodes;
using SharedSequencer.Simulation.Tests.Runs;

namespace SharedSequencer.Simulation.Tests.Checkers;

/// <summary>
/// What is delivered can be shown to anybody: a quorum signed Finalize for the block, or for a descendant that the
/// headers lead to, and every block names its parent.
/// </summary>
internal sealed class FinalityChecker(World world) : Checker
{
    private readonly Seats _seats = new(world.Genesis);
    private readonly Dictionary<Height, Hash256> _hashes = new() { [default] = world.Genesis.NetworkId.Value };
    private readonly HashSet<(Hash256 Block, View View)> _proved = [];
    private readonly HashSet<Batch> _signed = new(ReferenceEqualityComparer.Instance);

    // A crash may keep a durable block from being delivered, and a delivered one may wait to be durable; the child is still its child.
    public override void Journaled(HonestValidator validator, IReadOnlyList<CoreEffect> records)
    {
        foreach (var record in records)
        {
            if (record is CoreEffect.PersistFinal final)
                _hashes.TryAdd(final.Block.Header.Height, final.Block.Header.Hash);
        }
    }

    public override void Delivered(HonestValidator validator, FinalizedBlock block, ExpandedBlock expanded)
    {
        var header = block.Header;
        Require(block.Batches is not null, $"v{validator.Seat} delivered block {header.Height} without its batches");
        Require(
            block.Batches!.All(batch => _signed.Contains(batch) || (batch.HasValidSignature() && _signed.Add(batch))),
            $"v{validator.Seat} delivered block {header.Height} with a batch that its ingress did not sign");
        Require(
            header.Height.Value > 0
            && _hashes.TryGetValue(new Height(header.Height.Value - 1), out var parent)
            && parent == header.Parent,
            $"block {header.Height} does not name the block before as its parent");
        Require(LeaderOf(header.View.Value) == header.Leader.Value, $"block {header.Height} is not of the leader of view {header.View}");
        _hashes.TryAdd(header.Height, header.Hash);

        var tip = header;
        foreach (var descendant in block.Descendants)
        {
            Require(descendant.Parent == tip.Hash, $"the headers after block {header.Height} are no chain");
            tip = descendant;
        }

        CheckProof(header, tip, block.Finalization);
    }

    private void CheckProof(BlockHeader header, BlockHeader tip, QuorumCertificate finalization)
    {
        if (!_proved.Add((tip.Hash, finalization.View)))
            return;
        Require(
            finalization.Kind == VoteKind.Finalize && finalization.Block == tip.Hash && finalization.View == tip.View,
            $"block {header.Height} came with a {finalization.Kind} of view {finalization.View} as its proof");
        Require(
            _seats.IsQuorum([.. finalization.Votes.Select(vote => (int)vote.Validator.Value)]),
            $"the Finalization of block {header.Height} has no quorum");
        var digest = Vote.Digest(
            VoteKind.Finalize, world.Genesis.NetworkId, world.Genesis.Committee.Epoch, finalization.View, finalization.Block);
        Require(
            finalization.Votes.All(vote => _seats.HasSigned(vote.Validator.Value, digest, vote.Signature)),
            $"the Finalization of block {header.Height} has a wrong signature");
    }

    // Seats take turns, each as often as it weighs.
    private int LeaderOf(ulong view)
    {
        var turn = view % _seats.Total;
        var seat = 0;
        for (; turn >= _seats.WeightOf(seat); seat++)
            turn -= _seats.WeightOf(seat);
        return seat;
    }
}
