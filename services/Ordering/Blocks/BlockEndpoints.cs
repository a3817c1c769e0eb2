using Microsoft.AspNetCore.Http.HttpResults;
using SharedSequencer.Messages;
using SharedSequencer.Ordering.Chain;
using SharedSequencer.Ordering.Journal;
using SharedSequencer.Ordering.Submission;
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
        HttpContext context, [AsParameters] BlockQuery query, FinalChain chain, RecentBlocks recent,
        JournalBlocks journal, CancellationToken cancel)
    {
        if (chain.State is null)
        {
            return NotRecovered();
        }

        if (query.Problem is { } problem)
        {
            return Problem.BadRequest("bad-range", problem);
        }

        if (query.First > chain.State.Height && query.LongestWait > TimeSpan.Zero && !SubmitPort.IsUsedBy(context))
        {
            await recent.WaitFor(query.First, query.LongestWait, cancel);
        }

        try
        {
            var head = chain.State.Height;
            var blocks = recent.From(query.First, query.Count, AnswerBytes, query.WithBodies)
                ?? await ReadJournal(query, head, journal, cancel);
            // The newest block is here a moment before the state after it.
            var known = blocks.Count > 0 && blocks[^1].Header.Height > head ? blocks[^1].Header.Height : head;
            context.Response.Headers[OrderingRoutes.HeadHeader] = known.ToString();
            return Encode(blocks);
        }
        catch (BodiesPrunedException pruned)
        {
            return Problem.Of(StatusCodes.Status410Gone, "bodies-archived", pruned.Message);
        }
    }

    private static async Task<IReadOnlyList<FinalizedBlock>> ReadJournal(
        BlockQuery query, Height head, JournalBlocks journal, CancellationToken cancel) => query.First > head
            ? []
            : await journal.Read(query.First, query.Count, AnswerBytes, query.WithBodies, cancel);

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
