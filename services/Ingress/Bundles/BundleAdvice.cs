using SharedSequencer.Ingress.Chain;
using SharedSequencer.Messages;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ingress.Bundles;

/// <summary>
/// Makes of a bundle the item to be ordered, with the bundles service's advice. Where that is away the chain judges alone;
/// only attestations cannot be had without it.
/// </summary>
internal sealed class BundleAdvice(BundlesClient bundles, ILogger<BundleAdvice> logger)
{
    private int _isAway;

    public async Task<Attempt<BundleItem.Submit>> CompleteAsync(Bundle bundle, CancellationToken cancellationToken)
    {
        var answer = await bundles.ValidateAsync(bundle, cancellationToken);
        // Told when it changes, not with every bundle.
        var isAway = answer is null ? 1 : 0;
        if (Interlocked.Exchange(ref _isAway, isAway) != isAway) logger.BundlesAway(isAway == 1);
        if (answer is null)
        {
            return bundle.Terms.Mode == BundleMode.Precondition ? BundleProblems.BundlesAway : new BundleItem.Submit(bundle, []);
        }
        if (!answer.Accepted) return IsForTheChain(answer) ? new BundleItem.Submit(bundle, []) : Refusal(answer);
        return Read(answer.Attestations ?? []) is { } attestations
            ? Complete(new BundleItem.Submit(bundle, attestations))
            : BundleProblems.BundlesAway;
    }

    /// <summary>
    /// What others did to the bundle or its transactions the chain itself shall say: its refusal can be proved, and lets escrows
    /// refund; ours could not.
    /// </summary>
    private static bool IsForTheChain(ValidationAnswer answer) =>
        Enum.TryParse<OutcomeCode>(answer.Code, out var code)
        && code is OutcomeCode.Cancelled or OutcomeCode.Replaced or OutcomeCode.TransactionOrdered or OutcomeCode.TermsUsed;

    /// <summary>The order's own decoder has the last word on what is put into it.</summary>
    private static Attempt<BundleItem.Submit> Complete(BundleItem.Submit item) =>
        BundleItem.TryDecode(item.Encode(), out _, out _) ? item : BundleProblems.BundlesAway;

    private static BundleProblem Refusal(ValidationAnswer answer)
    {
        var isKnown = Enum.TryParse<OutcomeCode>(answer.Code, out var code) && Enum.IsDefined(code) && code != OutcomeCode.Included;
        return isKnown ? BundleProblems.Of(code, ReasonText.Storable(answer.Reason)) : BundleProblems.BundlesAway;
    }

    private static List<Attestation>? Read(IReadOnlyList<string> texts)
    {
        var attestations = new List<Attestation>();
        foreach (var text in texts)
        {
            if (!Hex.TryDecode(text, out var encoded) || !Attestation.TryDecode(encoded, out var attestation)) return null;
            attestations.Add(attestation);
        }
        return attestations;
    }
}
