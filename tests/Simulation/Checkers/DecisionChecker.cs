using SharedSequencer.Primitives;
using SharedSequencer.Protocol;
using SharedSequencer.Simulation.Tests.Runs;

namespace SharedSequencer.Simulation.Tests.Checkers;

/// <summary>
/// Decisions, worked out once more (R23): one per escrow id for ever; Commit only when the reporter of every leg said success before
/// the deadline, Abort for the reason it names otherwise, and the first block after the deadline decides, unless many wait for that.
/// </summary>
internal sealed class DecisionChecker(World world, BundleReading reading) : ChainChecker
{
    private const int MostOverdue = 4_096;

    private readonly HashSet<Hash256> _decided = [];
    private readonly HashSet<Hash256> _used = [];
    private readonly List<Awaiting> _open = [];

    protected override void Check(FinalizedBlock block, ExpandedBlock expanded)
    {
        var (height, now) = (block.Header.Height, block.Header.Timestamp);
        var told = expanded.Outcomes
            .Where(outcome => outcome.Kind == OutcomeKind.Decision)
            .Select(outcome => (outcome.Subject, outcome.Code))
            .ToList();
        foreach (var (escrowId, code) in told)
            Require(_decided.Add(escrowId), $"block {height} decides {code} of {escrowId}, which was decided before");

        var right = Overdue(now).ToList();
        var included = new List<Bundle>();
        foreach (var step in reading.Of(block, expanded).SelectMany(steps => steps))
            right.AddRange(Decisions(step, now, height, included));
        _open.AddRange(included.Select(bundle => Open(bundle, now, expanded)));
        Require(
            told.SequenceEqual(right),
            $"block {height} at {now} decides [{Texts(told)}] where reports and deadlines decide [{Texts(right)}]");
    }

    private IEnumerable<(Hash256 EscrowId, OutcomeCode Code)> Overdue(ChainTime now)
    {
        foreach (var open in _open
            .Where(open => open.Deadline < now.Milliseconds)
            .OrderBy(open => open.Deadline).ThenBy(open => open.EscrowId.ToString(), StringComparer.Ordinal)
            .Take(MostOverdue)
            .ToList())
        {
            _open.Remove(open);
            yield return (open.EscrowId, OutcomeCode.AbortedDeadline);
        }
    }

    private IEnumerable<(Hash256 EscrowId, OutcomeCode Code)> Decisions(
        BundleStep step, ChainTime now, Height height, List<Bundle> included) => step switch
    {
        { Item: BundleItem.Submit({ Terms.Mode: BundleMode.Execution } bundle, _), Code: { } code } =>
            AfterBundle(bundle, code, height, included),
        { Item: BundleItem.Report(var report) } => AfterReport(report, now),
        { Item: BundleItem.Expire(var terms) } => AfterQuestion(terms, now),
        _ => [],
    };

    private IEnumerable<(Hash256 EscrowId, OutcomeCode Code)> AfterBundle(
        Bundle bundle, OutcomeCode code, Height height, List<Bundle> included)
    {
        var isFirst = _used.Add(bundle.Terms.EscrowId);
        Require(
            isFirst == (code != OutcomeCode.TermsUsed),
            $"block {height} says {code} of bundle {bundle.Id}, whose terms were {(isFirst ? "not " : "")}used before");
        if (code == OutcomeCode.Included)
            included.Add(bundle);
        else if (isFirst)
            yield return (bundle.Terms.EscrowId, OutcomeCode.AbortedRefused);
    }

    private IEnumerable<(Hash256 EscrowId, OutcomeCode Code)> AfterReport(OutcomeReport report, ChainTime now)
    {
        var open = _open.Find(open => open.Bundle == report.Bundle && open.Deadline >= now.Milliseconds);
        if (open is null || report.Network != world.Genesis.NetworkId || !open.IsAbout(report) || open.Succeeded.Contains(report.Leg))
            yield break;
        if (report.Success)
            open.Succeeded.Add(report.Leg);
        if (report.Success && open.Succeeded.Count < open.Legs.Count)
            yield break;
        _open.Remove(open);
        yield return (open.EscrowId, report.Success ? OutcomeCode.Committed : OutcomeCode.AbortedLegFailed);
    }

    private IEnumerable<(Hash256 EscrowId, OutcomeCode Code)> AfterQuestion(BundleTerms terms, ChainTime now)
    {
        var isOver = terms.Network == world.Genesis.NetworkId && terms.Mode == BundleMode.Execution && terms.NotAfter < now;
        if (isOver && _used.Add(terms.EscrowId))
            yield return (terms.EscrowId, OutcomeCode.AbortedExpired);
    }

    private Awaiting Open(Bundle bundle, ChainTime now, ExpandedBlock expanded) => new(
        bundle.Terms.EscrowId,
        bundle.Id,
        now.Milliseconds + bundle.Terms.DecisionDelay,
        [
            .. from leg in bundle.Terms.Legs
               join block in expanded.RollupBlocks on leg.Rollup equals block.Header.Rollup
               select (world.ReporterOf(leg.Rollup), block.Header.Hash()),
        ]);

    private static string Texts(IEnumerable<(Hash256 EscrowId, OutcomeCode Code)> decisions) =>
        string.Join(", ", decisions.Select(decision => $"{decision.Code} of {decision.EscrowId}"));

    private sealed record Awaiting(
        Hash256 EscrowId, Hash256 Bundle, ulong Deadline, IReadOnlyList<(Address Reporter, Hash256 RollupBlock)> Legs)
    {
        public HashSet<byte> Succeeded { get; } = [];

        /// <summary>Whether it is the word of the leg's reporter on the leg.</summary>
        public bool IsAbout(OutcomeReport report) => report.Leg < Legs.Count
            && report.RollupBlock == Legs[report.Leg].RollupBlock
            && BundleReading.IsSigned(report.Digest(), report.Signature, Legs[report.Leg].Reporter);
    }
}
