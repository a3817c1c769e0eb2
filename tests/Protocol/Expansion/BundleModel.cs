using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol.Tests.Expansion;

/// <summary>
/// R20–R23 once more, the slow way: it drops nothing and looks every question up in the whole history. Knows nothing of
/// signatures: it is told whether an item is what it seems.
/// </summary>
internal sealed class BundleModel
{
    private static readonly ulong Lifetime = (ulong)ProtocolDefaults.MaxBundleLifetime.TotalMilliseconds;
    private static readonly ulong Window = (ulong)ProtocolDefaults.PlacedWindow.TotalMilliseconds;

    private readonly List<(ulong Time, RollupId Rollup, Hash256 Hash)> _placed = [];
    private readonly List<(ulong Time, string Subject, ulong Ordered, ulong Cancelled, bool Included)> _said = [];
    private readonly Dictionary<Hash256, ulong> _decidedBundles = [];
    private readonly HashSet<Hash256> _decidedTerms = [];
    private readonly Dictionary<Hash256, Awaiting> _awaiting = [];
    private readonly List<(OutcomeKind, Hash256, OutcomeCode)> _outcomes = [];
    private readonly SortedDictionary<RollupId, List<Hash256>> _slices = [];
    private ulong _now;

    /// <summary>How many overdue bundles a block aborts.</summary>
    internal required int MostOverdue { get; init; }

    /// <summary>The heads before the block.</summary>
    internal required Func<RollupId, RollupHead> HeadOf { get; init; }

    internal IReadOnlyList<(OutcomeKind, Hash256, OutcomeCode)> Outcomes => _outcomes;

    internal SortedDictionary<RollupId, List<Hash256>> Slices => _slices;

    internal void Begin(ChainTime timestamp)
    {
        _now = timestamp.Milliseconds;
        _outcomes.Clear();
        _slices.Clear();
        foreach (var open in _awaiting.Values.Where(open => open.Deadline < _now).OrderBy(open => open.Deadline)
            .ThenBy(open => open.EscrowId).Take(MostOverdue).ToList())
            Settle(open, OutcomeCode.AbortedDeadline);
    }

    /// <summary>The rollup blocks exist: reports may name them from the next block on.</summary>
    internal void End(Func<RollupId, Hash256> blockOf)
    {
        foreach (var open in _awaiting.Values.Where(open => open.Blocks.Count == 0))
            open.Blocks.AddRange(open.Bundle.Terms.Legs.Select(leg => blockOf(leg.Rollup)));
    }

    internal void Transaction(RollupId rollup, Hash256 hash)
    {
        if (!IsPlaced(rollup, hash)) Place(rollup, hash);
    }

    /// <param name="bundle">The bundle.</param>
    /// <param name="item">Hash of the item.</param>
    /// <param name="attested">Number of the rollup block attested per leg; -1 for no valid attestation.</param>
    internal void Submit(Bundle bundle, Hash256 item, IReadOnlyList<long> attested)
    {
        var terms = bundle.Terms;
        var isExecution = terms.Mode == BundleMode.Execution;
        if (terms.NotAfter.Milliseconds + Window < _now) Tell(OutcomeKind.BundleItem, item, OutcomeCode.Expired);
        else if (terms.NotAfter.Milliseconds > _now + Lifetime) Tell(OutcomeKind.BundleItem, item, OutcomeCode.TooLongLived);
        else if (_decidedBundles.ContainsKey(bundle.Id)) return;
        else if (CodeOf(bundle, attested) is var code && code is OutcomeCode.NotAttested or OutcomeCode.StaleAttestation)
            Tell(OutcomeKind.BundleItem, item, code);
        else
        {
            _decidedBundles.Add(bundle.Id, terms.NotAfter.Milliseconds);
            Tell(OutcomeKind.Bundle, bundle.Id, code);
            if (terms.Version > 0)
                _said.Add((_now, $"versions {terms.Replacement}", terms.Version, 0, code == OutcomeCode.Included));
            if (code == OutcomeCode.Included)
                Include(bundle);
            else if (isExecution && code != OutcomeCode.TermsUsed)
                Decide(terms.EscrowId, OutcomeCode.AbortedRefused);
        }
    }

    internal void Cancel(BundleCancel cancel, Hash256 item)
    {
        var isOfBundle = cancel.Version == 0;
        var subject = isOfBundle ? $"bundle {cancel.Bundle}" : $"versions {cancel.Replacement}";
        var isTooLate = isOfBundle
            ? _decidedBundles.TryGetValue(cancel.Bundle, out var notAfter) && notAfter + Window >= _now
            : Remembered(subject).Any(said => said.Included);
        if (cancel.NotAfter.Milliseconds < _now) Tell(OutcomeKind.BundleItem, item, OutcomeCode.Expired);
        else if (cancel.NotAfter.Milliseconds > _now + Lifetime) Tell(OutcomeKind.BundleItem, item, OutcomeCode.TooLongLived);
        else if (isTooLate) Tell(OutcomeKind.BundleItem, item, OutcomeCode.TooLate);
        else
        {
            _said.Add((_now, subject, 0, cancel.Version, false));
            Tell(OutcomeKind.BundleItem, cancel.Digest(), OutcomeCode.Applied);
        }
    }

    internal void Report(OutcomeReport report, Hash256 item, bool isAuthentic)
    {
        var open = _awaiting.Values.SingleOrDefault(open => open.Bundle.Id == report.Bundle && open.Blocks.Count > 0);
        if (open is null || open.Deadline < _now) Tell(OutcomeKind.BundleItem, item, OutcomeCode.NotOpen);
        else if (open.Blocks[report.Leg] != report.RollupBlock) Tell(OutcomeKind.BundleItem, item, OutcomeCode.BadReport);
        else if (!isAuthentic) Tell(OutcomeKind.BundleItem, item, OutcomeCode.BadSignature);
        else if (!open.Succeeded.Contains(report.Leg))
        {
            if (report.Success) open.Succeeded.Add(report.Leg);
            if (!report.Success) Settle(open, OutcomeCode.AbortedLegFailed);
            else if (open.Succeeded.Count == open.Blocks.Count) Settle(open, OutcomeCode.Committed);
        }
        else if (!report.Success) Tell(OutcomeKind.BundleItem, item, OutcomeCode.Contradiction);
    }

    internal void Expire(BundleTerms terms, Hash256 item)
    {
        var isOver = terms.Mode == BundleMode.Execution && terms.NotAfter.Milliseconds < _now;
        if (!isOver || _awaiting.ContainsKey(terms.EscrowId)) Tell(OutcomeKind.BundleItem, item, OutcomeCode.NotExpired);
        else if (!_decidedTerms.Contains(terms.EscrowId)) Decide(terms.EscrowId, OutcomeCode.AbortedExpired);
    }

    private OutcomeCode CodeOf(Bundle bundle, IReadOnlyList<long> attested)
    {
        var terms = bundle.Terms;
        var isUsed = _decidedTerms.Contains(terms.EscrowId) || _awaiting.ContainsKey(terms.EscrowId);
        var versions = Remembered($"versions {terms.Replacement}").ToList();
        var legs = terms.Legs.Zip(bundle.Legs, (leg, content) => (leg.Rollup, content)).ToList();
        if (terms.Mode == BundleMode.Execution && isUsed) return OutcomeCode.TermsUsed;
        if (terms.NotAfter.Milliseconds < _now) return OutcomeCode.Expired;
        if (Remembered($"bundle {bundle.Id}").Any()) return OutcomeCode.Cancelled;
        if (terms.Version > 0 && versions.Any(said => said.Cancelled >= terms.Version)) return OutcomeCode.Cancelled;
        if (terms.Version > 0 && versions.Any(said => said.Included || said.Ordered >= terms.Version)) return OutcomeCode.Replaced;
        foreach (var (rollup, content) in legs)
        {
            if (content.TransactionHashes.Any(hash => IsPlaced(rollup, hash))) return OutcomeCode.TransactionOrdered;
            if (content.Preconditions is { } demanded && !InRange(HeadOf(rollup).Number + 1, demanded))
                return OutcomeCode.OutsideBlockRange;
        }
        foreach (var ((rollup, content), number) in legs.Zip(attested))
        {
            if (content.Preconditions is null) continue;
            if (number < 0) return OutcomeCode.NotAttested;
            var since = (long)HeadOf(rollup).Number - number + (_slices.ContainsKey(rollup) ? 1 : 0);
            if (since > (long)content.Preconditions.Slack) return OutcomeCode.StaleAttestation;
        }
        return OutcomeCode.Included;
    }

    private static bool InRange(ulong number, Preconditions demanded) =>
        demanded.MinBlock <= number && number <= (demanded.MaxBlock == 0 ? ulong.MaxValue : demanded.MaxBlock);

    private void Include(Bundle bundle)
    {
        foreach (var (leg, content) in bundle.Terms.Legs.Zip(bundle.Legs))
        {
            foreach (var hash in content.TransactionHashes) Place(leg.Rollup, hash);
        }
        if (bundle.Terms.Mode == BundleMode.Execution)
            _awaiting.Add(bundle.Terms.EscrowId, new Awaiting(bundle, _now + bundle.Terms.DecisionDelay));
    }

    private void Settle(Awaiting open, OutcomeCode code)
    {
        _awaiting.Remove(open.EscrowId);
        Decide(open.EscrowId, code);
    }

    private void Decide(Hash256 escrowId, OutcomeCode code)
    {
        _decidedTerms.Add(escrowId);
        Tell(OutcomeKind.Decision, escrowId, code);
    }

    /// <summary>What was said on a subject since it was last silent for longer than a tombstone lasts.</summary>
    private IEnumerable<(ulong Time, string Subject, ulong Ordered, ulong Cancelled, bool Included)> Remembered(string subject)
    {
        var next = _now;
        return _said.Where(said => said.Subject == subject).Reverse().TakeWhile(said =>
        {
            var isAlive = said.Time + Lifetime >= next;
            next = said.Time;
            return isAlive;
        });
    }

    private bool IsPlaced(RollupId rollup, Hash256 hash) =>
        _placed.Any(placed => placed.Rollup == rollup && placed.Hash == hash && placed.Time + Window >= _now);

    private void Place(RollupId rollup, Hash256 hash)
    {
        _placed.Add((_now, rollup, hash));
        if (!_slices.TryGetValue(rollup, out var slice)) _slices.Add(rollup, slice = []);
        slice.Add(hash);
    }

    private void Tell(OutcomeKind kind, Hash256 subject, OutcomeCode code) => _outcomes.Add((kind, subject, code));

    private sealed class Awaiting(Bundle bundle, ulong deadline)
    {
        public Bundle Bundle => bundle;

        public ulong Deadline => deadline;

        public Hash256 EscrowId => bundle.Terms.EscrowId;

        public List<Hash256> Blocks { get; } = [];

        public HashSet<byte> Succeeded { get; } = [];
    }
}
