using System.Globalization;
using SharedSequencer.Ingress.Chain;
using SharedSequencer.Ingress.Rollups;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ingress.Bundles;

/// <summary>Tells users what the journal knows of a bundle.</summary>
internal sealed class BundleViews(RollupDirectory rollups)
{
    public BundleView Of(JournaledBundle found)
    {
        var steps = StepsOf(found);
        var last = steps.Count > 0 ? steps[^1] : null;
        var terms = found.Bundle?.Terms;
        return new BundleView
        {
            BundleHash = found.Id?.ToString(),
            EscrowId = found.EscrowId?.ToString(),
            Status = found.Status.ToString(),
            IsFinal = found.IsFinal,
            Code = last?.Code,
            Reason = last?.Reason,
            Mode = terms?.Mode.ToString().ToLowerInvariant(),
            Submitter = terms?.Submitter.ToString(),
            NotAfter = Text(terms?.NotAfter.Milliseconds),
            DecisionDelay = terms?.Mode == BundleMode.Execution ? Text(terms.DecisionDelay) : null,
            ReplacementUuid = terms?.IsReplaceable == true ? terms.Replacement.ToString() : null,
            Version = terms?.IsReplaceable == true ? Text(terms.Version) : null,
            Legs = found.Bundle is { } bundle ? LegsOf(bundle) : null,
            Steps = steps,
        };
    }

    /// <summary>What happened, in order: received, ordered, decided.</summary>
    public static IReadOnlyList<BundleStep> StepsOf(JournaledBundle found)
    {
        var steps = new List<BundleStep>();
        if (found.ReceivedMilliseconds != 0)
            steps.Add(new BundleStep(nameof(BundleStatus.Received), Text((ulong)found.ReceivedMilliseconds)!));
        if (found is { Refusal: { } refusal, Outcome: null })
        {
            steps.Add(new BundleStep(
                nameof(BundleStatus.Dropped), Text((ulong)refusal.AtMilliseconds)!, Reason: refusal.Reason));
        }
        if (found.Outcome is { } outcome)
            steps.Add(Step(outcome.Code == OutcomeCode.Included ? BundleStatus.Included : BundleStatus.Refused, outcome));
        if (found.OwnDecision is { } decision)
            steps.Add(Step(decision.Code == OutcomeCode.Committed ? BundleStatus.Committed : BundleStatus.Aborted, decision));
        return steps;
    }

    private static BundleStep Step(BundleStatus status, BundleOutcome outcome) => new(
        status.ToString(), Text(outcome.ChainMilliseconds)!, Text(outcome.Height), outcome.Code.ToString(),
        OutcomeTexts.Of(outcome.Code));

    private List<BundleLegView> LegsOf(Bundle bundle) =>
    [
        .. bundle.Terms.Legs.Zip(bundle.Legs, (terms, leg) => new BundleLegView(
            terms.Rollup.ToString(), Text(rollups.Find(terms.Rollup)?.ChainId),
            [.. leg.TransactionHashes.Select(static hash => hash.ToString())])),
    ];

    private static string? Text(ulong? value) => value?.ToString(CultureInfo.InvariantCulture);
}
