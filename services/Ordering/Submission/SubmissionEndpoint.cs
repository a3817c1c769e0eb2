using SharedSequencer.Messages;
using SharedSequencer.Ordering.Delivery;
using SharedSequencer.ServiceDefaults;

namespace SharedSequencer.Ordering.Submission;

/// <summary>Where an ingress hands in a batch past broker and queue.</summary>
internal static class SubmissionEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost(OrderingRoutes.Batches, Take);

    private static async Task<IResult> Take(HttpRequest request, SubmissionDesk desk, CancellationToken cancel)
    {
        using var span = Telemetry.Source.StartActivity(Telemetry.TakeBatch);
        var outcome = await desk.Take(await BatchBody.Read(request, cancel), cancel);
        Telemetry.Submissions.Add(1, new KeyValuePair<string, object?>(Telemetry.Outcome, outcome.ToString()));
        span?.SetTag(Telemetry.Outcome, outcome.ToString());
        return AnswerTo(outcome);
    }

    private static IResult AnswerTo(SubmissionOutcome outcome) => outcome switch
    {
        SubmissionOutcome.Durable => TypedResults.Ok(new SubmitAnswer(SubmitAnswer.Durable)),
        SubmissionOutcome.Settled => TypedResults.Ok(new SubmitAnswer(SubmitAnswer.Settled)),
        SubmissionOutcome.Malformed => Problem.BadRequest(
            "malformed-batch", "No batch of this network, or not signed by its ingress."),
        SubmissionOutcome.Inactive => Problem.Of(
            StatusCodes.Status403Forbidden, "inactive", "The ingress is not registered, or the rollup not active."),
        SubmissionOutcome.Conflicting => Problem.Of(
            StatusCodes.Status409Conflict, "conflicting-batch", "Another batch with this sequence is held."),
        SubmissionOutcome.Expired => Problem.Of(
            StatusCodes.Status410Gone, "expired-batch", "No block may take it any more."),
        SubmissionOutcome.Full => Problem.Of(
            StatusCodes.Status429TooManyRequests, "lane-full", "Too much of this ingress and lane waits for order."),
        SubmissionOutcome.Busy => Problem.Of(
            StatusCodes.Status429TooManyRequests, "busy", "More than is taken at once. Come back in a second."),
        _ => Problem.Unavailable("validator-unavailable", "The validator is starting, stopping, or abstains."),
    };
}
