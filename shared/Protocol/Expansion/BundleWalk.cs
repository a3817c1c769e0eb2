using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>
/// What the bundle batches of one block do (R20–R23): first the deadlines that have passed, then item by item in the
/// order of the body. All that is decided becomes an outcome leaf, once.
/// </summary>
internal sealed class BundleWalk
{
    private readonly ChainState _parent;
    private readonly ChainTime _timestamp;
    private readonly Placement _placement;
    private readonly BundleLaw _law;
    private readonly VerifiedSignatures _signatures = new();
    private readonly BundleJudge _judge;
    private readonly List<Outcome> _outcomes;
    private readonly List<(Bundle Bundle, int[] Places)> _included = [];
    private BundleBook _book;

    /// <summary>Begins with what passes by time alone.</summary>
    internal BundleWalk(ChainState parent, ChainTime timestamp, Placement placement, BundleLaw law, List<Outcome> outcomes)
    {
        _parent = parent;
        _timestamp = timestamp;
        _placement = placement;
        _law = law;
        _judge = new BundleJudge(parent.Registry, timestamp, placement, _signatures, law);
        _outcomes = outcomes;
        _book = parent.Bundles.At(timestamp);
        foreach (var open in law.Overdue(parent.Bundles, timestamp))
        {
            Settle(open, OutcomeCode.AbortedDeadline);
        }
    }

    /// <summary>Takes the next item of a bundle batch.</summary>
    internal void Take(ReadOnlyMemory<byte> encoded)
    {
        var code = !BundleItem.TryDecode(encoded, out var item, out _)
            ? OutcomeCode.Malformed
            : item switch
            {
                BundleItem.Submit submit => TakeBundle(submit),
                BundleItem.Cancel cancel => TakeCancel(cancel.Order),
                BundleItem.Report report => TakeReport(report.Outcome),
                BundleItem.Expire expire => TakeExpiry(expire.Terms),
                _ => throw new InvalidOperationException($"No rule is known for {item.GetType().Name}."),
            };
        if (code is { } refusal)
        {
            Tell(OutcomeKind.BundleItem, Keccak256.Hash(encoded.Span), refusal);
        }
    }

    /// <summary>The book after the block; what was included learns where it stands.</summary>
    internal BundleBook Finish(IReadOnlyList<RollupBlock> rollupBlocks, out IReadOnlyList<IncludedBundle> included)
    {
        var blocks = rollupBlocks.ToDictionary(block => block.Header.Rollup);
        included = [.. _included.Select(entry => new IncludedBundle(
            entry.Bundle,
            [.. entry.Bundle.Terms.Legs.Zip(entry.Places, (leg, place) =>
                new LegPlace(leg.Rollup, blocks[leg.Rollup].Header.Number, blocks[leg.Rollup].Hash, place))]))];
        foreach (var one in included.Where(one => one.Bundle.Terms.Mode == BundleMode.Execution))
        {
            _book = _book.WithOpen(Open(one));
        }

        return _book;
    }

    /// <summary>What is wrong with the item; null when the bundle's id was decided, now or before.</summary>
    /// <remarks>
    /// What the submitter did not sign must not decide about the bundle, else anybody could: wrong signatures, missing
    /// attestations. Neither must what comes too early, or so late that the id may be forgotten: decided ids are
    /// remembered for a bounded time. Nor what finds no room to be remembered, else strangers who fill it could.
    /// </remarks>
    private OutcomeCode? TakeBundle(BundleItem.Submit item)
    {
        var (bundle, terms) = (item.Bundle, item.Bundle.Terms);
        if (terms.Network != _parent.Genesis.NetworkId)
        {
            return OutcomeCode.WrongNetwork;
        }

        if (terms.NotAfter.Plus(ProtocolDefaults.PlacedWindow) < _timestamp)
        {
            return OutcomeCode.Expired;
        }

        if (terms.NotAfter > _timestamp.Plus(ProtocolDefaults.MaxBundleLifetime))
        {
            return OutcomeCode.TooLongLived;
        }

        if (_law.IsDecided(_book, bundle))
        {
            return null;
        }

        if (!_signatures.IsSignedBy(bundle.Id, bundle.Signature, terms.Submitter))
        {
            return OutcomeCode.BadSignature;
        }

        var code = _judge.Judge(item, _book);
        if (code is OutcomeCode.TombstonesFull or OutcomeCode.NotAttested or OutcomeCode.StaleAttestation)
        {
            return code;
        }

        Decide(bundle, code);
        return null;
    }

    private void Decide(Bundle bundle, OutcomeCode code)
    {
        var terms = bundle.Terms;
        Tell(OutcomeKind.Bundle, bundle.Id, code);
        _book = _book.WithDecided(bundle, code);
        RememberVersion(terms, code == OutcomeCode.Included);
        if (code == OutcomeCode.Included)
        {
            Include(bundle);
        }
        else if (terms.Mode == BundleMode.Execution && code != OutcomeCode.TermsUsed)
        {
            _book = _book.WithUsed(terms.EscrowId);
            Tell(OutcomeKind.Decision, terms.EscrowId, OutcomeCode.AbortedRefused);
        }
    }

    private void RememberVersion(BundleTerms terms, bool isIncluded)
    {
        var key = TombstoneKey.OfReplacement(terms.Submitter, terms.Replacement);
        if (terms.IsReplaceable && _book.Tombstones.HasRoomFor(key))
        {
            Bury(key, _book.Tombstones[key].AfterOrdered(terms.Version, isIncluded));
        }
    }

    private void Include(Bundle bundle)
    {
        var places = new int[bundle.Legs.Count];
        for (var i = 0; i < places.Length; i++)
        {
            var rollup = bundle.Terms.Legs[i].Rollup;
            places[i] = _placement.CountOf(rollup);
            foreach (var (hash, raw) in bundle.Legs[i].TransactionHashes.Zip(bundle.Legs[i].Transactions))
            {
                var transaction = new PlacedTransaction(rollup, hash);
                if (_law.Places(_placement, transaction))
                {
                    _placement.Place(transaction, raw);
                }
            }
        }

        _included.Add((bundle, places));
        if (bundle.Terms.Mode == BundleMode.Execution)
        {
            _book = _book.WithUsed(bundle.Terms.EscrowId);
        }
    }

    private OpenBundle Open(IncludedBundle included)
    {
        var terms = included.Bundle.Terms;
        return new OpenBundle(
            terms.EscrowId,
            included.Bundle.Id,
            _timestamp.Plus(TimeSpan.FromMilliseconds(terms.DecisionDelay)),
            [.. included.Legs.Select(leg => new OpenLeg(leg.Rollup, ReporterOf(leg.Rollup), leg.RollupBlock, HasSucceeded: false))]);
    }

    private Address ReporterOf(RollupId rollup) =>
        _parent.Registry.TryGet(rollup, out var record) ? record.Reporter : default;

    /// <summary>What is wrong with the cancel; null when it took effect.</summary>
    private OutcomeCode? TakeCancel(BundleCancel cancel)
    {
        var isOfBundle = cancel.Replacement.IsZero;
        var key = isOfBundle
            ? TombstoneKey.OfBundle(cancel.Submitter, cancel.Bundle)
            : TombstoneKey.OfReplacement(cancel.Submitter, cancel.Replacement);
        OutcomeCode? refusal = cancel switch
        {
            _ when cancel.Network != _parent.Genesis.NetworkId => OutcomeCode.WrongNetwork,
            _ when cancel.NotAfter < _timestamp => OutcomeCode.Expired,
            _ when cancel.NotAfter > _timestamp.Plus(ProtocolDefaults.MaxBundleLifetime) => OutcomeCode.TooLongLived,
            _ when !_signatures.IsSignedBy(cancel.Digest(), cancel.Signature, cancel.Submitter) => OutcomeCode.BadSignature,
            _ when isOfBundle && _book.TryGetDecided(cancel.Bundle, out _) => OutcomeCode.TooLate,
            _ when _book.Tombstones[key].IsIncluded => OutcomeCode.TooLate,
            _ when !_book.Tombstones.HasRoomFor(key) => OutcomeCode.TombstonesFull,
            _ => null,
        };
        if (refusal is null)
        {
            Bury(key, _book.Tombstones[key].AfterCancel(cancel.Version));
            Tell(OutcomeKind.BundleItem, cancel.Digest(), OutcomeCode.Applied);
        }

        return refusal;
    }

    /// <summary>What is wrong with the report; null when it counts, or says again what was said.</summary>
    private OutcomeCode? TakeReport(OutcomeReport report)
    {
        if (report.Network != _parent.Genesis.NetworkId)
        {
            return OutcomeCode.WrongNetwork;
        }

        if (!_book.TryGetOpenOf(report.Bundle, out var open) || _law.IsOverdue(open, _timestamp))
        {
            return OutcomeCode.NotOpen;
        }

        if (report.Leg >= open.Legs.Count || report.RollupBlock != open.Legs[report.Leg].RollupBlock)
        {
            return OutcomeCode.BadReport;
        }

        var leg = open.Legs[report.Leg];
        if (!_law.Counts(report, leg))
        {
            return OutcomeCode.BadSignature;
        }

        if (leg.HasSucceeded)
        {
            return report.Success ? null : OutcomeCode.Contradiction;
        }

        Count(report, open);
        return null;
    }

    private void Count(OutcomeReport report, OpenBundle open)
    {
        var reported = open.WithSuccessOf(report.Leg);
        if (!report.Success)
        {
            Settle(open, OutcomeCode.AbortedLegFailed);
        }
        else if (_law.IsComplete(reported))
        {
            Settle(open, OutcomeCode.Committed);
        }
        else
        {
            _book = _book.WithOpen(reported);
        }
    }

    /// <summary>Why there is nothing to expire; null when the terms are decided, now or before.</summary>
    private OutcomeCode? TakeExpiry(BundleTerms terms)
    {
        if (terms.Network != _parent.Genesis.NetworkId)
        {
            return OutcomeCode.WrongNetwork;
        }

        // What this very block includes has not expired either.
        if (terms.Mode != BundleMode.Execution || terms.NotAfter >= _timestamp || _book.TryGetAwaiting(terms.EscrowId, out _))
        {
            return OutcomeCode.NotExpired;
        }

        if (_book.IsUsed(terms.EscrowId))
        {
            return null;
        }

        _book = _book.WithUsed(terms.EscrowId);
        Tell(OutcomeKind.Decision, terms.EscrowId, OutcomeCode.AbortedExpired);
        return null;
    }

    private void Settle(OpenBundle open, OutcomeCode decision)
    {
        _book = _law.Settle(_book, open);
        Tell(OutcomeKind.Decision, open.EscrowId, decision);
    }

    private void Bury(TombstoneKey key, Tombstone stone) =>
        _book = _book.WithTombstone(key, stone, _timestamp.Plus(ProtocolDefaults.MaxBundleLifetime));

    private void Tell(OutcomeKind kind, in Hash256 subject, OutcomeCode code) =>
        _outcomes.Add(new Outcome(kind, Lane.Shared, subject, code));
}
