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
        OutcomeCode.BadSignature => "the signature is not the owner's",
        OutcomeCode.WrongNetwork => "made for another network",
        OutcomeCode.BadNonce => "the nonce is not the previous one plus one",
        OutcomeCode.NoGrant => "a first registration needs a grant",
        OutcomeCode.AlreadyRegistered => "the rollup is registered already",
        OutcomeCode.ChainIdTaken => "another rollup has this chain id",
        OutcomeCode.Unsupported => "not served by this version of the protocol",
        _ => code.ToString(),
    };
}
