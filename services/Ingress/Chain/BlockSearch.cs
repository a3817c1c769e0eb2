using SharedSequencer.Ingress.Batching;
using SharedSequencer.Ingress.Bundles;
using SharedSequencer.Ingress.Journal;
using SharedSequencer.Ingress.Lanes;
using SharedSequencer.Ingress.Rollups;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ingress.Chain;

/// <summary>
/// Searches verified blocks for what is ours: moves batches to SoftCommitted, records what was left out, replaces
/// what expired, applies registry operations. What a block holds goes to the journal together with its place, so that
/// after a crash it is searched again whole or not at all. What expired goes before it: that is true whatever comes.
/// </summary>
internal sealed class BlockSearch(
    Genesis genesis, Address ingress, LaneDirectory lanes, RollupDirectory rollups, JournalWriter journal,
    IngressClock clock, ILogger<BlockSearch> logger)
{
    private readonly List<Entry> _included = [];
    private readonly Dictionary<TransactionName, long> _own = [];
    private readonly HashSet<Hash256> _bundles = [];
    private readonly List<OpenBatch> _expired = [];

    /// <summary>
    /// Whether the light form is not enough, because registry operations stand in the batches. What became of bundles
    /// stands in the outcomes.
    /// </summary>
    public static bool NeedsBatches(FinalizedBlock block)
    {
        foreach (var certificate in block.Block.Certificates)
        {
            if (certificate.Batch.Kind == BatchKind.System) return true;
        }
        return false;
    }

    /// <summary>The task tells when everything about the block is durable.</summary>
    /// <exception cref="ForeignBatchException">The journal is not that of this key.</exception>
    public Task<bool> Search(FinalizedBlock block, IReadOnlyList<Batch>? batches)
    {
        clock.ChainReached(block.Header.Timestamp);
        _own.Clear();
        var found = new SearchedBlock
        {
            Mark = new ChainMark(genesis.NetworkId.Value, BlockPosition.Of(block.Header)),
        };
        FindIncludedBundles(block);
        foreach (var certificate in block.Block.Certificates)
        {
            if (certificate.Batch.Ingress == ingress) TakeOwn(certificate, found);
        }
        TakeLegsOfTheRest();
        foreach (var outcome in block.Outcomes) TakeOutcome(outcome, found);
        if (batches is not null) ApplyOperations(batches, found);
        CollectOverdue(block.Header.Timestamp, found);
        ExpireAll(block.Header.Timestamp);
        return journal.Append(found, static (group, block) => group.Add(block));
    }

    private void TakeOwn(Certificate certificate, SearchedBlock found)
    {
        var batch = certificate.Batch;
        var lane = lanes.Find(batch.Lane);
        var isForeign = true;
        if (lane is null || !lane.TryInclude(batch.Sequence, certificate.Digest, _included, out isForeign))
        {
            if (!isForeign) return;
            logger.ForeignBatch(batch.Lane.Value, batch.Sequence);
            throw new ForeignBatchException(batch.Lane, batch.Sequence);
        }
        foreach (var entry in _included)
        {
            _own[entry.Name] = entry.Position;
            if (entry.Bundle is { } bundle && _bundles.Remove(bundle.Id)) TakeLegs(entry);
        }
        Telemetry.SoftCommitted(TimeSpan.FromMilliseconds(
            Math.Max(0, clock.WallMilliseconds - (long)batch.Created.Milliseconds)));
        var certified = certificate.Time(genesis.Committee).Milliseconds;
        var block = found.Mark.Block;
        found.Included.Add(new BatchInclusion(
            batch.Lane, batch.Sequence, block.Height.Value, certified, block.Timestamp.Milliseconds));
    }

    private void FindIncludedBundles(FinalizedBlock block)
    {
        _bundles.Clear();
        foreach (var outcome in block.Outcomes)
        {
            if (outcome is { Kind: OutcomeKind.Bundle, Code: OutcomeCode.Included }) _bundles.Add(outcome.Subject);
        }
    }

    /// <summary>
    /// Legs count where their bundle stands among the own batches of the block, so that what was sent before and is ordered
    /// after them is told apart.
    /// </summary>
    private void TakeLegs(Entry entry)
    {
        foreach (var leg in entry.Legs.GroupBy(static leg => leg.Lane)) lanes.Find(leg.Key)?.IncludeLegs(leg);
    }

    /// <summary>Bundles that were taken here and came another way first.</summary>
    private void TakeLegsOfTheRest()
    {
        foreach (var id in _bundles)
        {
            if (rollups.SharedLane.FindBundle(id) is { } entry) TakeLegs(entry);
        }
    }

    private void TakeOutcome(Outcome outcome, SearchedBlock found)
    {
        if (IsAboutBundle(outcome))
        {
            var block = found.Mark.Block;
            found.Outcomes.Add(new BundleOutcome(
                outcome.Kind, outcome.Subject, outcome.Code, block.Height.Value, block.Timestamp.Milliseconds));
            return;
        }
        if (outcome.Code is OutcomeCode.Applied) return;
        var lane = outcome.Kind == OutcomeKind.Operation ? Lane.Shared : outcome.Lane;
        var name = new TransactionName(lane, outcome.Subject);
        if (!_own.TryGetValue(name, out var position)) return;
        found.Refusals.Add(new Refusal(
            name, position, LadderExit.Rejected, OutcomeTexts.Of(outcome.Code), clock.WallMilliseconds));
    }

    private static bool IsAboutBundle(Outcome outcome) =>
        outcome.Kind is OutcomeKind.Bundle or OutcomeKind.Decision
        || (outcome.Kind == OutcomeKind.BundleItem && outcome.Code == OutcomeCode.Applied);

    private void ApplyOperations(IReadOnlyList<Batch> batches, SearchedBlock found)
    {
        var place = 0;
        foreach (var batch in batches)
        {
            if (batch.Header.Kind != BatchKind.System) continue;
            foreach (var item in batch.Items)
            {
                place++;
                if (!RollupOperation.TryDecode(item.Span, out var operation)) continue;
                if (rollups.Apply(operation) != OutcomeCode.Applied) continue;
                found.Operations.Add(new OrderedOperation(found.Mark.Block.Height.Value, place, item));
            }
        }
    }

    /// <summary>Receipts that this block breaks. They are told to everybody, so that nobody has to find out.</summary>
    private void CollectOverdue(ChainTime timestamp, SearchedBlock found)
    {
        foreach (var lane in lanes.All)
        {
            var before = found.Overdue.Count;
            if (!lane.Lane.IsShared) lane.CollectOverdue(timestamp, found.Overdue);
            if (found.Overdue.Count == before) continue;
            Telemetry.ReceiptsBroken(found.Overdue.Count - before);
            logger.ReceiptsBroken(found.Overdue.Count - before, lane.Lane.Value);
        }
    }

    private void ExpireAll(ChainTime timestamp)
    {
        foreach (var lane in lanes.All)
        {
            lane.Expire(timestamp, _expired);
            if (_expired.Count == 0) continue;
            Telemetry.BatchesExpired(_expired.Count);
            logger.BatchesExpired(lane.Lane.Value, _expired.Count);
        }
    }
}
