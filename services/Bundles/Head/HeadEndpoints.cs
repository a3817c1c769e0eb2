using Microsoft.AspNetCore.Http.HttpResults;
using SharedSequencer.Messages;
using SharedSequencer.ServiceDefaults;

namespace SharedSequencer.Bundles.Head;

/// <summary>Where hints come in, and what the service knows of the chain.</summary>
internal static class HeadEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/topics/block-finalized", Hint).FromTopic(Topics.BlockFinalized);
        routes.MapPost("/topics/block-finalized/dead", DeadHint)
            .FromTopic(Topics.BlockFinalizedDead, isDeadLetter: true);
        routes.MapGet("/v1/head", KnownHeadOf);
    }

    private static Ok Hint(BlockFinalizedHint hint, KnownHead head, Telemetry telemetry)
    {
        telemetry.HintReceived();
        if (head.Newest is not { } known || hint.Height > known.Height)
            head.Ring();
        return TypedResults.Ok();
    }

    private static Ok DeadHint(BlockFinalizedHint hint, ILogger<HeadFollowing> logger)
    {
        logger.HintDied(hint.Height);
        return TypedResults.Ok();
    }

    private static Results<Ok<ChainHead>, ProblemHttpResult> KnownHeadOf(KnownHead head) =>
        head.Newest is { } known
            ? TypedResults.Ok(known)
            : Problem.Unavailable("head-unknown", "Ordering has not told the head of the chain yet.");
}
