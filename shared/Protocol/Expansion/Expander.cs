using System.Collections.Immutable;
using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>
/// Turns a block's batches into one rollup block per rollup, walking them in order (R9–R11); what bundles do is
/// <see cref="BundleWalk"/>'s. A pure function of parent state and body: whoever holds both computes the same.
/// </summary>
internal sealed class Expander
{
    private readonly ChainState _parent;
    private readonly Height _height;
    private readonly Placement _placement;
    private readonly List<Outcome> _outcomes = [];
    private readonly BundleWalk _bundles;
    private readonly ImmutableDictionary<IngressLane, LanePosition>.Builder _lanes;
    private RollupRegistry _registry;

    private Expander(ChainState parent, ChainTime timestamp, BundleLaw law)
    {
        _parent = parent;
        _height = parent.Height.Next;
        _placement = new Placement(parent.Window, timestamp);
        _bundles = new BundleWalk(parent, timestamp, _placement, law, _outcomes);
        _lanes = parent.Lanes.ToBuilder();
        _registry = parent.Registry;
    }

    /// <summary>Expands a body on a parent state.</summary>
    /// <param name="parent">State after the parent block.</param>
    /// <param name="timestamp">Timestamp of the block.</param>
    /// <param name="certificates">The body, which keeps R6.</param>
    /// <param name="batches">The batches of the certificates, in the same order.</param>
    /// <param name="law">The rules for bundles; what holds when null.</param>
    internal static ExpansionResult Expand(
        ChainState parent,
        ChainTime timestamp,
        IReadOnlyList<Certificate> certificates,
        IReadOnlyList<Batch> batches,
        BundleLaw? law = null)
    {
        var expander = new Expander(parent, timestamp, law ?? BundleLaw.Standing);
        for (var i = 0; i < certificates.Count; i++)
        {
            expander.Advance(certificates[i]);
            expander.Walk(batches[i]);
        }

        return expander.Finish();
    }

    private void Advance(Certificate certificate)
    {
        var lane = IngressLane.Of(certificate.Batch);
        var position = _lanes.GetValueOrDefault(lane);
        _lanes[lane] = position.After(certificate, _parent.Genesis.Committee);
    }

    private void Walk(Batch batch)
    {
        switch (batch.Header.Kind)
        {
            case BatchKind.Transactions:
                PlaceAll(batch);
                break;
            case BatchKind.System:
                ApplyAll(batch);
                break;
            case BatchKind.Bundle:
                JudgeAll(batch);
                break;
            default:
                throw new InvalidOperationException($"No rule is known for a batch of {batch.Header.Kind}.");
        }
    }

    private void PlaceAll(Batch batch)
    {
        var lane = batch.Header.Lane;
        var active = _parent.Registry.IsActive(lane);
        foreach (var transaction in batch.Items)
        {
            if (!active)
            {
                LeaveOut(OutcomeKind.Transaction, lane, transaction, OutcomeCode.RollupInactive);
            }
            else if (transaction.IsEmpty || transaction.Length > ProtocolDefaults.MaxTransactionBytes)
            {
                LeaveOut(OutcomeKind.Transaction, lane, transaction, OutcomeCode.Malformed);
            }
            else
            {
                Place(lane.Rollup, transaction);
            }
        }
    }

    /// <summary>A repeat within the window is left out silently: it already has its place.</summary>
    private void Place(RollupId rollup, ReadOnlyMemory<byte> transaction)
    {
        var placed = new PlacedTransaction(rollup, Keccak256.Hash(transaction.Span));
        if (!_placement.IsPlaced(placed))
        {
            _placement.Place(placed, transaction);
        }
    }

    private void JudgeAll(Batch batch)
    {
        foreach (var item in batch.Items)
        {
            _bundles.Take(item);
        }
    }

    private void ApplyAll(Batch batch)
    {
        foreach (var item in batch.Items)
        {
            if (!RollupOperation.TryDecode(item.Span, out var operation))
            {
                LeaveOut(OutcomeKind.Operation, Lane.Shared, item, OutcomeCode.Malformed);
                continue;
            }

            var code = OperationRules.Apply(_registry, operation, _parent.Genesis, out _registry);
            _outcomes.Add(new Outcome(OutcomeKind.Operation, Lane.Of(operation.Rollup), operation.Digest(), code));
        }
    }

    private void LeaveOut(OutcomeKind kind, Lane lane, ReadOnlyMemory<byte> item, OutcomeCode code) =>
        _outcomes.Add(new Outcome(kind, lane, Keccak256.Hash(item.Span), code));

    private ExpansionResult Finish()
    {
        var blocks = _placement.Seal(_height, ref _registry);
        var book = _bundles.Finish(blocks, out var included);
        return new ExpansionResult
        {
            RollupBlocks = blocks,
            Included = included,
            Outcomes = _outcomes,
            Registry = _registry,
            Lanes = _lanes.ToImmutable(),
            Window = _placement.Window,
            Bundles = book,
        };
    }
}
