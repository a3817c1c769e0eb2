using Microsoft.AspNetCore.Http.HttpResults;
using SharedSequencer.Messages;
using SharedSequencer.Protocol;
using SharedSequencer.ServiceDefaults;

namespace SharedSequencer.Ordering.Delivery;

/// <summary>
/// The subscription to batches and the reader of its dead letters. A batch that cannot be taken now is
/// acknowledged all the same and counted: the ingress sends it again, paced, while a broker's own repeats
/// would pile up behind a full queue. Only what can never be a batch goes to the dead letters.
/// </summary>
internal static class BatchSubscription
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/subscriptions/batches", Take).FromTopic(Topics.Batches);
        routes.MapPost("/subscriptions/batches-dead", TakeDead)
            .FromTopic(Topics.BatchesDead, isDeadLetter: true);
    }

    private static async Task<Ok<TopicAnswer>> Take(
        HttpRequest request, BatchIntake intake, ILogger<BatchIntake> logger, CancellationToken cancel)
    {
        using var span = Telemetry.Source.StartActivity(Telemetry.TakeBatch);
        var body = await BatchBody.Read(request, cancel);
        var outcome = await intake.Take(body, cancel);
        Telemetry.Deliveries.Add(1, new KeyValuePair<string, object?>(Telemetry.Outcome, outcome.ToString()));
        span?.SetTag(Telemetry.Outcome, outcome.ToString());
        if (outcome != DeliveryOutcome.Accepted)
        {
            logger.BatchNotTaken(outcome, body.Length);
        }

        return TypedResults.Ok(outcome == DeliveryOutcome.Malformed ? TopicAnswer.Drop : TopicAnswer.Success);
    }

    private static async Task<Ok<TopicAnswer>> TakeDead(
        HttpRequest request, ILogger<BatchIntake> logger, CancellationToken cancel)
    {
        var body = await BatchBody.Read(request, cancel);
        Telemetry.DeadLetters.Add(1);
        var known = Batch.TryDecode(body, out var batch, out var error);
        logger.DeadBatch(known ? batch!.Digest.ToString() : error.ToString(), body.Length);
        return TypedResults.Ok(TopicAnswer.Success);
    }
}
