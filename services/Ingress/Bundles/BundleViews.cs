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
        var told = found.OwnDecision ?? found.Outcome;
        var terms = found.Bundle?.Terms;
        return new BundleView
        {
            BundleHash = found.Id?.ToString(),
            EscrowId = found.EscrowId?.ToString(),
            Status = found.Status.ToString(),
            IsFinal = found.IsFinal,
            Code = told?.Code.ToString(),
            Reason = told is { } outcome ? OutcomeTexts.Of(outcome.Code) : found.Drop?.Reason,
            Mode = terms?.Mode.ToString().ToLowerInvariant(),
            Submitter = terms?.Submitter.ToString(),
            NotAfter = Text(terms?.NotAfter.Milliseconds),
            DecisionDelay = terms?.Mode == BundleMode.Execution ? Text(terms.DecisionDelay) : null,
            ReplacementUuid = terms?.IsReplaceable == true ? terms.Replacement.ToString() : null,
            Version = terms?.IsReplaceable == true ? Text(terms.Version) : null,
            Legs = found.Bundle is { } bundle ? LegsOf(bundle) : null,
            Steps = [.. StepsOf(found).Select(static step => step.Step)],
        };
    }

    /// <summary>What happened, in the order in which it became known: received, ordered, decided.</summary>
    public static List<NumberedStep> StepsOf(JournaledBundle found)
    {
        var steps = new List<NumberedStep>();
        foreach (var attempt in found.Attempts)
        {
            steps.Add(new(attempt.Number, Step(BundleStatus.Received, attempt.ReceivedMilliseconds)));
            if (attempt.Drop is { } drop)
                steps.Add(new(drop.Number, Step(BundleStatus.Dropped, drop.AtMilliseconds) with { Reason = drop.Reason }));
        }
        if (found.Outcome is { } outcome)
        {
            var status = outcome.Code == OutcomeCode.Included ? BundleStatus.Included : BundleStatus.Refused;
            steps.Add(new(outcome.Number, Step(status, outcome)));
        }
        if (found.OwnDecision is { } decision)
        {
            var status = decision.Code == OutcomeCode.Committed ? BundleStatus.Committed : BundleStatus.Aborted;
            steps.Add(new(decision.Number, Step(status, decision)));
        }
        // What another ingress brought may be told while the own item is still to come.
        steps.Sort(static (one, other) => one.Number.CompareTo(other.Number));
        return steps;
    }

    private static BundleStep Step(BundleStatus status, long wallMilliseconds) =>
        new(status.ToString(), Text((ulong)wallMilliseconds)!);

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
