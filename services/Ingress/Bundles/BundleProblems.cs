using System.Text.Json;
using SharedSequencer.Ingress.Chain;
using SharedSequencer.Ingress.JsonRpc;
using SharedSequencer.Ingress.Transactions;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ingress.Bundles;

/// <summary>The one table of what a client of bundles is told. Codes and JSON-RPC codes are interface, texts are for humans.</summary>
internal static class BundleProblems
{
    private const int Refused = -32000;
    private const int BadParams = RpcErrors.InvalidParamsCode;

    public static readonly BundleProblem MalformedJson = new("malformed-json", 400, BadParams, "not the JSON that is expected");
    public static readonly BundleProblem UnknownField = new("unknown-field", 400, BadParams, "a field that does not exist");
    public static readonly BundleProblem MalformedField = new("malformed-field", 400, BadParams, "a field is missing or malformed");
    public static readonly BundleProblem MalformedHash = new("malformed-hash", 400, BadParams, "a hash is 0x and 64 hex digits");
    public static readonly BundleProblem BadWait = new("bad-wait", 400, BadParams, "a wait is a number of milliseconds");
    public static readonly BundleProblem TooLarge = new("too-large", 413, BadParams, "larger than a bundle may be");
    public static readonly BundleProblem NotJson = new("unsupported-media-type", 415, BadParams, "send application/json");
    public static readonly BundleProblem LegCount = new("leg-count", 400, Refused, "a bundle has 2 to 16 legs");
    public static readonly BundleProblem RepeatedRollup = new("repeated-rollup", 400, Refused, "each leg is of another rollup");
    public static readonly BundleProblem UnknownRollup = new("unknown-rollup", 400, Refused, "no such rollup is registered");
    public static readonly BundleProblem RollupInactive = new("rollup-inactive", 409, Refused, "the rollup has left the sequencer");
    public static readonly BundleProblem NoReporter = new("no-reporter", 409, Refused, "a leg needs a reporter and its rollup has none");
    public static readonly BundleProblem BadEscrow =
        new("bad-escrow", 400, Refused, "escrow and lock belong together, and to execution mode only");
    public static readonly BundleProblem BadDelay = new(
        "bad-decision-delay", 400, Refused, "in execution mode the decision delay is 1 to 600000 ms, in other modes there is none");
    public static readonly BundleProblem BadReplacement =
        new("bad-replacement", 400, Refused, "a replacement id has a version from 1, and nothing else has a version");
    public static readonly BundleProblem BadTransactions =
        new("bad-transactions", 400, Refused, "a leg has 1 to 256 transactions of at most 128 KiB");
    public static readonly BundleProblem BadPreconditions = new(
        "bad-preconditions", 400, Refused, "preconditions belong to precondition mode, which has some, at most 64 assertions per leg");
    public static readonly BundleProblem BadTransaction = new("bad-transaction", 400, Refused, "a transaction would not be taken alone");
    public static readonly BundleProblem WrongChain = new("wrong-chain", 400, Refused, "a transaction is signed for another chain");
    public static readonly BundleProblem WrongNetwork = new("wrong-network", 400, Refused, "made for another network");
    public static readonly BundleProblem BadSignature = new("bad-signature", 400, Refused, "the submitter did not sign this");
    public static readonly BundleProblem Expired = new("expired", 409, Refused, "notAfter has passed");
    public static readonly BundleProblem TooLongLived = new("too-long-lived", 409, Refused, "notAfter is more than 10 minutes ahead");
    public static readonly BundleProblem BadKey =
        new("bad-idempotency-key", 400, BadParams, "an Idempotency-Key has 1 to 128 visible ASCII characters");
    public static readonly BundleProblem KeyReused =
        new("idempotency-key-reused", 422, Refused, "the submitter used this Idempotency-Key for another bundle");
    public static readonly BundleProblem OverRate = new("over-rate", 429, RpcErrors.LimitExceededCode, "too many in this second");
    public static readonly BundleProblem TooManyOfSubmitter = new(
        "too-many-unordered", 429, RpcErrors.LimitExceededCode, "too many of this submitter wait for order");
    public static readonly BundleProblem NoRoom =
        new("no-room", 429, RpcErrors.LimitExceededCode, "too many bundles wait for order");
    public static readonly BundleProblem TooManyWaits =
        new("too-many-waits", 429, RpcErrors.LimitExceededCode, "too many requests wait; ask again without waiting");
    public static readonly BundleProblem BundlesAway = new(
        "bundles-unreachable", 503, RpcErrors.UnavailableCode, "attestations cannot be had now; send the bundle again");
    public static readonly BundleProblem JournalAway =
        new("journal-unavailable", 503, RpcErrors.UnavailableCode, "the journal does not answer; send it again");
    public static readonly BundleProblem PublisherAway =
        new("publisher-unreachable", 503, RpcErrors.UnavailableCode, "the publisher does not answer");
    public static readonly BundleProblem UnknownBundle =
        new("unknown-bundle", 404, Refused, "it was not taken here, and the chain has not told of it");
    public static readonly BundleProblem NoProof = new("no-proof", 404, Refused, "nothing about it is final yet");
    public static readonly BundleProblem WrongSubject =
        new("wrong-subject", 400, BadParams, "the body cancels something else than the path names");
    public static readonly BundleProblem BadCancel = new(
        "bad-cancel", 400, Refused, "a cancel names a bundle, or a replacement id with a version from 1");
    public static readonly BundleProblem NotSubmitter =
        new("not-the-submitter", 403, Refused, "only who submitted a bundle can cancel it");
    public static readonly BundleProblem TooLate = new("too-late", 409, Refused, "the chain has told of it already");
    public static readonly BundleProblem NotReporter =
        new("not-a-reporter", 403, Refused, "not signed by a reporter of the leg's rollup");
    public static readonly BundleProblem NoSuchLeg = new("no-such-leg", 400, Refused, "the bundle has no such leg");
    public static readonly BundleProblem NotAwaited = new("not-awaited", 409, Refused, "the bundle awaits no report");
    public static readonly BundleProblem NotExecution =
        new("not-execution-mode", 400, Refused, "only terms of execution mode are decided");
    public static readonly BundleProblem NotExpired = new("not-expired", 409, Refused, "the terms have not expired");

    public static BundleProblem Of(BundleError error) => error switch
    {
        BundleError.TooLarge => TooLarge,
        BundleError.LegCount => LegCount,
        BundleError.Rollups => RepeatedRollup,
        BundleError.Escrow => BadEscrow,
        BundleError.DecisionDelay => BadDelay,
        BundleError.Replacement => BadReplacement,
        BundleError.Transactions => BadTransactions,
        BundleError.Preconditions => BadPreconditions,
        BundleError.CancelSubject => BadCancel,
        _ => MalformedField,
    };

    public static BundleProblem Of(Verdict verdict) => verdict switch
    {
        Verdict.TooManyOfSubmitter => TooManyOfSubmitter,
        Verdict.WrongChain => WrongChain,
        Verdict.TooManyUnordered or Verdict.OverQuota => NoRoom,
        _ => BadTransaction.At(VerdictTexts.ErrorOf(verdict)?.Message ?? verdict.ToString()),
    };

    /// <summary>What the chain would refuse: the code is the outcome's name, in the case of all codes.</summary>
    public static BundleProblem Of(OutcomeCode code, string? reason)
    {
        var problem = new BundleProblem(JsonNamingPolicy.KebabCaseLower.ConvertName(code.ToString()), 409, Refused, OutcomeTexts.Of(code));
        return reason is null ? problem : problem.At(reason);
    }
}
