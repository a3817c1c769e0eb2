using Microsoft.AspNetCore.Http.HttpResults;
using SharedSequencer.Messages;
using SharedSequencer.Ordering.Chain;
using SharedSequencer.Ordering.Journal;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;
using SharedSequencer.ServiceDefaults;

namespace SharedSequencer.Ordering.Blocks;

/// <summary>The final chain for whoever follows it.</summary>
internal static class BlockEndpoints
{
    private const long AnswerBytes = 1024 * 1024;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(OrderingRoutes.Blocks, Read);
        routes.MapGet(OrderingRoutes.Head, Head);
    }

    private static Results<Ok<ChainHead>, ProblemHttpResult> Head(FinalChain chain) =>
        chain.State is { } state
            ? TypedResults.Ok(new ChainHead(
                state.Height.Value, state.BlockHash.ToString(), state.Timestamp.Milliseconds))
            : NotRecovered();

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> Read(
        HttpResponse response, [AsParameters] BlockQuery query, FinalChain chain, RecentBlocks recent,
        JournalBlocks journal, CancellationToken cancel)
    {
        if (chain.State is not { } state)
        {
            return NotRecovered();
        }

        if (query.Problem is { } problem)
        {
            return Problem.BadRequest("bad-range", problem);
        }

        var from = new Height(Math.Max(query.From, 1));
        response.Headers[OrderingRoutes.HeadHeader] = state.Height.ToString();
        if (from > state.Height)
        {
            return Encode([]);
        }

        try
        {
            var blocks = recent.From(from, query.Count, AnswerBytes, query.WithBodies)
                ?? await journal.Read(from, query.Count, AnswerBytes, query.WithBodies, cancel);
            return Encode(blocks);
        }
        catch (BodiesPrunedException pruned)
        {
            return Problem.Of(StatusCodes.Status410Gone, "bodies-archived", pruned.Message);
        }
    }

    private static FileContentHttpResult Encode(IReadOnlyList<FinalizedBlock> blocks)
    {
        var writer = new RlpWriter();
        writer.BeginList();
        foreach (var block in blocks)
        {
            writer.Write(block.Encode());
        }

        writer.EndList();
        return TypedResults.File(writer.ToArray(), "application/octet-stream");
    }

    private static ProblemHttpResult NotRecovered() =>
        Problem.Unavailable("not-recovered", "The validator is still reading its journal.");
}
