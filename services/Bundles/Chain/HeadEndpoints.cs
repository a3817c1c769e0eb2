using Microsoft.AspNetCore.Http.HttpResults;
using SharedSequencer.Following;
using SharedSequencer.Messages;
using SharedSequencer.ServiceDefaults;

namespace SharedSequencer.Bundles.Chain;

/// <summary>Where hints come in, and how far the sagas have come. A hint's content is not trusted, only its coming.</summary>
internal static class HeadEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/topics/block-finalized", Hinted).FromTopic(Topics.BlockFinalized);
        routes.MapPost("/topics/block-finalized/dead", DeadHinted)
            .FromTopic(Topics.BlockFinalizedDead, isDeadLetter: true);
        routes.MapGet("/v1/head", Head);
    }

    private static Ok Hinted(HintBell bell, Telemetry telemetry)
    {
        telemetry.HintReceived();
        bell.Ring();
        return TypedResults.Ok();
    }

    private static Ok DeadHinted(HintBell bell, ILogger<ChainFollowing> logger)
    {
        logger.HintDied();
        bell.Ring();
        return TypedResults.Ok();
    }

    private static Results<Ok<ChainHead>, ProblemHttpResult> Head(FollowedChain chain) =>
        chain.Handled is { } state
            ? TypedResults.Ok(new ChainHead(state.Height.Value, state.BlockHash.ToString(), state.Timestamp.Milliseconds))
            : Problem.Unavailable("chain-unknown", "The stored chain state is being restored.");
}
