using SharedSequencer.Bundles.Chain;
using SharedSequencer.Protocol;

namespace SharedSequencer.Bundles.Validation;

/// <summary>Why a bundle would not be included, in words.</summary>
internal static class ReasonTexts
{
    public static string? Of(Forecast forecast) =>
        forecast.IsGood ? null : forecast.IsPast ? $"decided already: {Of(forecast.Code)}" : Of(forecast.Code);

    private static string Of(OutcomeCode code) => code switch
    {
        OutcomeCode.Included => "included",
        OutcomeCode.WrongNetwork => "made for another network",
        OutcomeCode.BadSignature => "not signed by the submitter named in its terms",
        OutcomeCode.Expired => "its end of life is over",
        OutcomeCode.TooLongLived => $"its end of life is more than {ProtocolDefaults.MaxBundleLifetime.TotalMinutes} minutes away",
        OutcomeCode.Cancelled => "cancelled by its submitter",
        OutcomeCode.Replaced => "replaced: a higher version was ordered, or one was included",
        OutcomeCode.RollupInactive => "the rollup of a leg is not registered or has left",
        OutcomeCode.NoReporter => "the rollup of a leg has nobody who reports",
        OutcomeCode.TransactionOrdered => "one of its transactions was ordered already, or stands in it twice",
        OutcomeCode.OutsideBlockRange => "a leg's rollup block would be outside the range that its preconditions name",
        OutcomeCode.NotAttested => "the reporter of a leg does not attest its preconditions",
        OutcomeCode.StaleAttestation => "a rollup has moved on since its reporter attested",
        OutcomeCode.TermsUsed => "a bundle with the same terms was included or decided",
        OutcomeCode.TombstonesFull => "too many cancels and replacements are remembered",
        _ => $"the chain would say {code}",
    };
}
