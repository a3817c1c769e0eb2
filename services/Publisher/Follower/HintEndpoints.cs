using System.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using SharedSequencer.Following;
using SharedSequencer.Messages;
using SharedSequencer.ServiceDefaults;

namespace SharedSequencer.Publisher.Follower;

/// <summary>Takes the hints that a block is final. Their content is not trusted, only their coming.</summary>
internal static class HintEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/mesh/block-finalized", Hinted).FromTopic(Topics.BlockFinalized).ExcludeFromDescription();
        routes.MapPost("/mesh/block-finalized-dead", DeadHinted)
            .FromTopic(Topics.BlockFinalizedDead, isDeadLetter: true)
            .ExcludeFromDescription();
    }

    private static Ok Hinted(HintBell hints, Telemetry telemetry)
    {
        telemetry.Hinted();
        hints.Ring(Activity.Current?.Context ?? default);
        return TypedResults.Ok();
    }

    private static Ok DeadHinted(HintBell hints, Telemetry telemetry, ILogger<ChainFollowing> logger)
    {
        telemetry.HintDied();
        logger.HintDied();
        hints.Ring();
        return TypedResults.Ok();
    }
}
