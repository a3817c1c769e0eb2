using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>What §6 demands of terms, bundles and cancels, whoever looks at them and whenever.</summary>
internal static class BundleRules
{
    internal static BundleError Check(BundleTerms terms) => terms switch
    {
        _ when terms.Legs.Count is < ProtocolDefaults.MinBundleLegs or > ProtocolDefaults.MaxBundleLegs => BundleError.LegCount,
        _ when !AreDistinct(terms.Legs) => BundleError.Rollups,
        _ when !IsRightDelay(terms) => BundleError.DecisionDelay,
        _ when terms.Replacement.IsZero != (terms.Version == 0) => BundleError.Replacement,
        _ when !terms.Legs.All(leg => IsRightEscrow(leg, terms.Mode)) => BundleError.Escrow,
        _ when terms.Legs.Any(leg => !leg.Preconditions.IsZero) != (terms.Mode == BundleMode.Precondition) =>
            BundleError.Preconditions,
        _ => BundleError.None,
    };

    internal static BundleError Check(Bundle bundle)
    {
        var error = Check(bundle.Terms);
        return error switch
        {
            not BundleError.None => error,
            _ when bundle.Legs.Count != bundle.Terms.Legs.Count => BundleError.LegCount,
            _ when !bundle.Legs.All(HasTransactions) => BundleError.Transactions,
            _ when !bundle.Legs.Zip(bundle.Terms.Legs).All(pair => HasPreconditions(pair.First, pair.Second)) =>
                BundleError.Preconditions,
            _ => BundleError.None,
        };
    }

    internal static BundleError Check(BundleCancel cancel) => cancel switch
    {
        _ when cancel.Bundle.IsZero == cancel.Replacement.IsZero => BundleError.CancelSubject,
        _ when cancel.Replacement.IsZero != (cancel.Version == 0) => BundleError.CancelSubject,
        _ => BundleError.None,
    };

    internal static BundleError Check(Bundle bundle, IReadOnlyList<Attestation> attestations)
    {
        if (attestations.Count > 0 && bundle.Terms.Mode != BundleMode.Precondition)
        {
            return BundleError.Attestations;
        }

        var last = -1;
        foreach (var attestation in attestations)
        {
            if (attestation.Leg <= last || attestation.Leg >= bundle.Legs.Count)
            {
                return BundleError.Attestations;
            }

            last = attestation.Leg;
        }

        return BundleError.None;
    }

    private static bool AreDistinct(IReadOnlyList<LegTerms> legs)
    {
        var rollups = legs.Select(leg => leg.Rollup.Value).ToHashSet();
        return rollups.Count == legs.Count && !rollups.Contains(0);
    }

    private static bool IsRightDelay(BundleTerms terms) => terms.Mode == BundleMode.Execution
        ? terms.DecisionDelay > 0 && terms.DecisionDelay <= ProtocolDefaults.MaxDecisionDelay.TotalMilliseconds
        : terms.DecisionDelay == 0;

    private static bool IsRightEscrow(LegTerms leg, BundleMode mode) =>
        leg.Escrow == default == leg.Lock.IsZero && (leg.Lock.IsZero || mode == BundleMode.Execution);

    private static bool HasTransactions(BundleLeg leg) =>
        leg.Transactions.Count is > 0 and <= ProtocolDefaults.MaxLegTransactions
        && leg.Transactions.All(transaction => transaction.Length is > 0 and <= ProtocolDefaults.MaxTransactionBytes);

    private static bool HasPreconditions(BundleLeg leg, LegTerms terms) => leg.Preconditions is { } preconditions
        ? preconditions.Count <= ProtocolDefaults.MaxLegAssertions
            && (preconditions.MaxBlock == 0 || preconditions.MinBlock <= preconditions.MaxBlock)
            && preconditions.Hash() == terms.Preconditions
        : terms.Preconditions.IsZero;
}
