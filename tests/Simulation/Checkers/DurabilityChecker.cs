using SharedSequencer.Primitives;
using SharedSequencer.Protocol;
using SharedSequencer.Simulation.Tests.Nodes;

namespace SharedSequencer.Simulation.Tests.Checkers;

/// <summary>
/// Nothing leaves before it is durable (R19): own votes, proposals and acknowledgements; with a Notarize the block, with
/// a Finalize the Notarization; what is told to an ingress. That a block is final may be told first, but no later record
/// stands before the block's.
/// </summary>
internal sealed class DurabilityChecker : Checker
{
    private readonly Dictionary<int, Records> _records = [];

    public override void Crashed(HonestValidator validator, bool losesJournal)
    {
        Of(validator).Told.Clear();
        if (losesJournal)
            _records[validator.Seat] = Of(validator).Lost();
    }

    public override void Journaled(HonestValidator validator, IReadOnlyList<CoreEffect> records)
    {
        var durable = Of(validator);
        foreach (var record in records)
        {
            durable.Add(record);
            Require(
                record is CoreEffect.PersistFinal || durable.Told.Count == 0,
                $"v{validator.Seat} journaled {record.GetType().Name} before the final blocks that it had told");
        }
    }

    public override void Sent(HonestValidator validator, int? to, PeerMessage message)
    {
        var seat = validator.Seat;
        var durable = Of(validator);
        switch (message)
        {
            case PeerMessage.Voted(var vote) when vote.Validator.Value == seat:
                CheckVote(seat, durable, vote.Kind, vote.View, vote.Block);
                break;
            case PeerMessage.Decided(var certificate) when !durable.HasLost
                && certificate.Votes.Any(vote => vote.Validator.Value == seat):
                CheckVote(seat, durable, certificate.Kind, certificate.View, certificate.Block);
                break;
            case PeerMessage.Proposed(var proposal) when !durable.HasLost && proposal.Block.Header.Leader.Value == seat:
                Require(
                    durable.Proposals.Contains(proposal.Block.Hash),
                    $"v{seat} sent its proposal of view {proposal.View} before it was durable");
                break;
            case PeerMessage.Acknowledged(var given) when given.Validator.Value == seat:
                Require(
                    durable.Acknowledged.Contains((given.Batch, given.Arrival)),
                    $"v{seat} acknowledged {given.Batch} before it was durable");
                break;
            case PeerMessage.Certified(var certificate) when !durable.HasLost:
                foreach (var entry in certificate.Entries.Where(entry => entry.Validator.Value == seat))
                {
                    Require(
                        durable.Acknowledged.Contains((certificate.Digest, entry.Arrival)),
                        $"v{seat} certified {certificate.Digest} before its own word was durable");
                }

                break;
            default:
                break;
        }
    }

    public override void Accepted(HonestValidator validator, Hash256 digest) => Require(
        Of(validator).Batches.Contains(digest), $"v{validator.Seat} accepted {digest} before it was durable");

    public override void Delivered(HonestValidator validator, FinalizedBlock block, ExpandedBlock expanded)
    {
        var durable = Of(validator);
        if (!durable.Finals.Contains(block.Block.Hash))
            durable.Told.Add(block.Block.Hash);
        foreach (var certificate in block.Block.Certificates)
        {
            Require(
                durable.Batches.Contains(certificate.Digest),
                $"v{validator.Seat} delivered block {block.Header.Height} before batch {certificate.Digest} was durable");
        }
    }

    private void CheckVote(int seat, Records durable, VoteKind kind, View view, Hash256 block)
    {
        if (durable.Former.Contains((kind, view, block)))
            return;
        Require(durable.Votes.Contains((kind, view, block)), $"v{seat} sent {kind} of view {view} before it was durable");
        Require(
            kind != VoteKind.Notarize || durable.Proposals.Contains(block),
            $"v{seat} sent Notarize of view {view} before the block was durable");
        Require(
            kind != VoteKind.Finalize || durable.Notarized.Contains((view, block)),
            $"v{seat} sent Finalize of view {view} before the Notarization was durable");
    }

    private Records Of(HonestValidator validator)
    {
        if (!_records.TryGetValue(validator.Seat, out var records))
            _records.Add(validator.Seat, records = new Records());
        return records;
    }

    private sealed class Records
    {
        public bool HasLost { get; private init; }

        /// <summary>Votes that were durable before the journal was lost: others may hold them, and send them to it.</summary>
        public HashSet<(VoteKind Kind, View View, Hash256 Block)> Former { get; } = [];

        public HashSet<(VoteKind Kind, View View, Hash256 Block)> Votes { get; } = [];

        public HashSet<Hash256> Proposals { get; } = [];

        public HashSet<(View View, Hash256 Block)> Notarized { get; } = [];

        public HashSet<(Hash256 Batch, ChainTime Arrival)> Acknowledged { get; } = [];

        public HashSet<Hash256> Batches { get; } = [];

        public HashSet<Hash256> Finals { get; } = [];

        /// <summary>Blocks that were delivered and that no record says to be final yet.</summary>
        public HashSet<Hash256> Told { get; } = [];

        public Records Lost()
        {
            var next = new Records { HasLost = true };
            next.Former.UnionWith(Former);
            next.Former.UnionWith(Votes);
            return next;
        }

        public void Add(CoreEffect record)
        {
            switch (record)
            {
                case CoreEffect.PersistVote(var vote):
                    Votes.Add((vote.Kind, vote.View, vote.Block));
                    break;
                case CoreEffect.PersistProposal(var proposal):
                    Proposals.Add(proposal.Block.Hash);
                    break;
                case CoreEffect.PersistCertificate(var certificate):
                    Notarized.Add((certificate.View, certificate.Block));
                    break;
                case CoreEffect.PersistBatch(var batch, var own):
                    Batches.Add(batch.Digest);
                    if (own is not null)
                        Acknowledged.Add((batch.Digest, own.Arrival));
                    break;
                case CoreEffect.PersistFinal final:
                    Finals.Add(final.Block.Block.Hash);
                    Told.Remove(final.Block.Block.Hash);
                    break;
                default:
                    break;
            }
        }
    }
}
