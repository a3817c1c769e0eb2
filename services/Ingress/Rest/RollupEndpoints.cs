using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using SharedSequencer.Ingress.Chain;
using SharedSequencer.Ingress.Limits;
using SharedSequencer.Ingress.Rollups;
using SharedSequencer.Ingress.Transactions;
using SharedSequencer.Protocol;
using SharedSequencer.ServiceDefaults;

namespace SharedSequencer.Ingress.Rest;

/// <summary>Registration and state of rollups.</summary>
internal static class RollupEndpoints
{
    private const string Tag = "Rollups";
    private const int DefaultPage = 100;
    private const int LargestPage = 1_000;

    public static void MapRollups(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/v1/rollups").WithTags(Tag);
        group.MapGet("", List).WithName("listRollups");
        group.MapGet("{id}", Find).WithName("getRollup");
        group.MapPost("", RegisterAsync).WithName("registerRollup");
        group.MapPatch("{id}", UpdateAsync).WithName("updateRollup");
        group.MapDelete("{id}", LeaveAsync).WithName("leaveRollup");
    }

    private static Results<Ok<RollupPage>, ProblemHttpResult> List(
        RollupDirectory rollups, ChainFollowing chain, LimitsOptions limits, string? cursor, int? limit)
    {
        var from = 0UL;
        if (cursor is not null && !TryId(cursor, out from)) return Problem.BadRequest("bad-cursor", "No such cursor.");
        var size = Math.Clamp(limit ?? DefaultPage, 1, LargestPage);
        var found = rollups.All.SkipWhile(r => r.Record.Rollup.Value < from).Take(size + 1).ToList();
        var next = found.Count > size ? found[size].Record.Rollup.ToString() : null;
        var views = found.Take(size).Select(rollup => View(rollup, chain, limits)).ToList();
        return TypedResults.Ok(new RollupPage(views, next));
    }

    private static Results<Ok<RollupView>, ProblemHttpResult> Find(
        string id, RollupDirectory rollups, ChainFollowing chain, LimitsOptions limits) =>
        TryId(id, out var number) && rollups.Find(new RollupId(number)) is { } rollup
            ? TypedResults.Ok(View(rollup, chain, limits))
            : Problem.NotFound("unknown-rollup", $"There is no rollup {id}.");

    private static Task<Results<Accepted<OperationAccepted>, ProblemHttpResult>> RegisterAsync(
        OperationBody body, Genesis genesis, OperationIntake intake, CancellationToken cancellationToken) =>
        SubmitAsync(body, OperationKind.Register, genesis, intake, cancellationToken);

    private static Task<Results<Accepted<OperationAccepted>, ProblemHttpResult>> UpdateAsync(
        string id, OperationBody body, Genesis genesis, OperationIntake intake, CancellationToken cancellationToken) =>
        SubmitAsync(body with { RollupId = body.RollupId ?? id }, OperationKind.Update, genesis, intake, cancellationToken);

    private static Task<Results<Accepted<OperationAccepted>, ProblemHttpResult>> LeaveAsync(
        string id, [Microsoft.AspNetCore.Mvc.FromBody] OperationBody body, Genesis genesis, OperationIntake intake,
        CancellationToken cancellationToken) =>
        SubmitAsync(body with { RollupId = body.RollupId ?? id }, OperationKind.Leave, genesis, intake, cancellationToken);

    private static async Task<Results<Accepted<OperationAccepted>, ProblemHttpResult>> SubmitAsync(
        OperationBody body, OperationKind kind, Genesis genesis, OperationIntake intake,
        CancellationToken cancellationToken)
    {
        if (!OperationParser.TryParse(body, kind, genesis.NetworkId, out var operation, out var wrong))
            return Problem.BadRequest("malformed-operation", $"The field {wrong} is missing or malformed.");
        try
        {
            var (code, verdict) = await intake.SubmitAsync(operation, cancellationToken);
            return Answer(operation, code, verdict);
        }
        catch (TimeoutException)
        {
            return Problem.Unavailable("journal-unavailable", "The journal does not answer; send the operation again.");
        }
    }

    private static Results<Accepted<OperationAccepted>, ProblemHttpResult> Answer(
        RollupOperation operation, OutcomeCode code, Verdict verdict)
    {
        var hash = operation.Digest().ToString();
        if (code != OutcomeCode.Applied)
        {
            var status = code is OutcomeCode.AlreadyRegistered or OutcomeCode.ChainIdTaken or OutcomeCode.BadNonce
                ? StatusCodes.Status409Conflict
                : code == OutcomeCode.NoGrant ? StatusCodes.Status403Forbidden : StatusCodes.Status400BadRequest;
            return Problem.Of(status, ProblemCode(code), $"The operation would be refused: {OutcomeTexts.Of(code)}.");
        }
        return verdict is Verdict.Accepted or Verdict.AlreadyKnown
            ? TypedResults.Accepted($"/v1/transactions/{hash}", new OperationAccepted(hash, "Received"))
            : Problem.Of(StatusCodes.Status429TooManyRequests, "limit-exceeded", "Too many operations wait for order.");
    }

    private static string ProblemCode(OutcomeCode code) => code switch
    {
        OutcomeCode.RollupInactive => "rollup-inactive",
        OutcomeCode.BadSignature => "bad-signature",
        OutcomeCode.WrongNetwork => "wrong-network",
        OutcomeCode.BadNonce => "bad-nonce",
        OutcomeCode.NoGrant => "no-grant",
        OutcomeCode.AlreadyRegistered => "already-registered",
        OutcomeCode.ChainIdTaken => "chain-id-taken",
        _ => "malformed-operation",
    };

    private static RollupView View(Rollup rollup, ChainFollowing chain, LimitsOptions limits)
    {
        var lane = rollup.Lane.Status();
        return new RollupView
        {
            RollupId = rollup.Record.Rollup.ToString(),
            ChainId = Text(rollup.ChainId),
            Owner = rollup.Record.Owner.ToString(),
            Reporter = rollup.Record.HasReporter ? rollup.Record.Reporter.ToString() : null,
            Nonce = Text(rollup.Record.Nonce),
            Status = rollup.Record.Head.Status.ToString(),
            HasNode = rollup.Node is not null,
            QueueDepth = Text((ulong)lane.Unordered),
            Held = Text((ulong)lane.Held),
            Height = Text(chain.Head),
            Limits = new RollupLimitsView(
                Text((ulong)limits.TransactionsPerSecondPerRollup), Text((ulong)limits.MaxUnorderedPerRollup),
                Text((ulong)limits.MaxTransactionBytes), Text((ulong)limits.MaxCallsPerRequest)),
        };
    }

    private static bool TryId(string text, out ulong id) =>
        ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out id);

    private static string Text(ulong value) => value.ToString(CultureInfo.InvariantCulture);
}
