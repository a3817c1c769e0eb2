using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>
/// What an outcome says of one bundle, by the rule that contracts apply too: release for nothing but
/// <see cref="OutcomeCode.Committed"/> of a decision. That the outcome is final is <see cref="OutcomeProof"/>'s.
/// </summary>
/// <param name="Standing">What became of the bundle.</param>
/// <param name="Code">The reason in full.</param>
public readonly record struct BundleVerdict(BundleStanding Standing, OutcomeCode Code)
{
    /// <summary>Reads an outcome for who knows the bundle.</summary>
    public static BundleVerdict Of(Outcome outcome, Bundle bundle)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        var ofBundle = OfBundle(outcome, bundle.Id);
        return ofBundle.Standing == BundleStanding.Unsaid && bundle.Terms.Mode == BundleMode.Execution
            ? OfTerms(outcome, bundle.Terms.EscrowId)
            : ofBundle;
    }

    /// <summary>Reads what an outcome says of a bundle id.</summary>
    public static BundleVerdict OfBundle(Outcome outcome, in Hash256 bundle)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        return outcome.Kind != OutcomeKind.Bundle || !IsAbout(outcome, bundle)
            ? default
            : new(outcome.Code == OutcomeCode.Included ? BundleStanding.Included : BundleStanding.Refused, outcome.Code);
    }

    /// <summary>Reads what an outcome says of an escrow id.</summary>
    public static BundleVerdict OfTerms(Outcome outcome, in Hash256 escrowId)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        if (outcome.Kind != OutcomeKind.Decision || !IsAbout(outcome, escrowId))
        {
            return default;
        }

        return outcome.Code switch
        {
            OutcomeCode.Committed => new(BundleStanding.Committed, outcome.Code),
            >= OutcomeCode.AbortedRefused and <= OutcomeCode.AbortedExpired => new(BundleStanding.Aborted, outcome.Code),
            _ => default,
        };
    }

    /// <summary>Whether nothing more will be said of a bundle of this mode.</summary>
    public bool IsLast(BundleMode mode) => Standing switch
    {
        BundleStanding.Unsaid => false,
        BundleStanding.Included => mode != BundleMode.Execution,
        _ => true,
    };

    private static bool IsAbout(Outcome outcome, in Hash256 subject) => outcome.Lane.IsShared && outcome.Subject == subject;
}
