using SharedSequencer.Protocol;

namespace SharedSequencer.Ingress.Chain;

/// <summary>Why the chain left something out, in words.</summary>
internal static class OutcomeTexts
{
    public static string Of(OutcomeCode code) => code switch
    {
        OutcomeCode.Applied => "applied",
        OutcomeCode.RollupInactive => "the rollup is not registered or has left",
        OutcomeCode.Malformed => "malformed",
        OutcomeCode.BadSignature => "the signature is not that of who should have signed",
        OutcomeCode.WrongNetwork => "made for another network",
        OutcomeCode.BadNonce => "the nonce is not the previous one plus one",
        OutcomeCode.NoGrant => "a first registration needs a grant",
        OutcomeCode.AlreadyRegistered => "the rollup is registered already",
        OutcomeCode.ChainIdTaken => "another rollup has this chain id",
        OutcomeCode.Unsupported => "not served by this version of the protocol",
        OutcomeCode.Included => "included",
        OutcomeCode.Expired => "its end of life was before the block",
        OutcomeCode.TooLongLived => "its end of life is too far ahead",
        OutcomeCode.Cancelled => "the submitter cancelled it",
        OutcomeCode.Replaced => "another version was ordered before",
        OutcomeCode.NoReporter => "a rollup has no reporter",
        OutcomeCode.TransactionOrdered => "one of its transactions is ordered already",
        OutcomeCode.NotAttested => "a reporter's attestation is missing or not about this bundle",
        OutcomeCode.OutsideBlockRange => "a rollup block would be outside the range that was demanded",
        OutcomeCode.StaleAttestation => "too many rollup blocks came since a state was attested",
        OutcomeCode.TermsUsed => "another bundle with the same terms was included or decided",
        OutcomeCode.TombstonesFull => "too many cancels and replacements are remembered",
        OutcomeCode.Committed => "committed",
        OutcomeCode.AbortedRefused => "aborted: the bundle was refused",
        OutcomeCode.AbortedLegFailed => "aborted: a leg failed",
        OutcomeCode.AbortedDeadline => "aborted: not all legs were reported in time",
        OutcomeCode.AbortedExpired => "aborted: its time passed without the bundle",
        OutcomeCode.NotOpen => "the bundle awaits no report",
        OutcomeCode.BadReport => "the bundle has no such leg or rollup block",
        OutcomeCode.Contradiction => "it contradicts the first report, which stands",
        OutcomeCode.TooLate => "the bundle was decided or included before",
        OutcomeCode.NotExpired => "the terms have not expired, or await their decision",
        _ => code.ToString(),
    };
}
