using Microsoft.AspNetCore.Http.HttpResults;
using SharedSequencer.Messages;
using SharedSequencer.Ordering.Chain;
using SharedSequencer.Ordering.Journal;
using SharedSequencer.Protocol;
using SharedSequencer.ServiceDefaults;

namespace SharedSequencer.Ordering.Blocks;

/// <summary>Where the archive says how far it has come, so that bodies can be deleted here.</summary>
internal static class ArchiveEndpoints
{
    /// <summary>Behind the sidecar only: who may say this may make a validator forget.</summary>
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPut(OrderingRoutes.Archived, Mark).WithMetadata(SidecarOnly.Instance);

    private static async Task<Results<NoContent, ProblemHttpResult>> Mark(
        ArchivedHeight archived, FinalChain chain, JournalSession session, CancellationToken cancel)
    {
        if (chain.State is not { } state || archived.Height > state.Height.Value)
        {
            return Problem.BadRequest(
                "beyond-head", "The archive cannot hold a block that is not final yet.");
        }

        await session.Mark(Watermark.Archived, new Height(archived.Height), cancel);
        return TypedResults.NoContent();
    }
}
