using System.Globalization;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Net.Http.Headers;
using SharedSequencer.Protocol;
using SharedSequencer.Publisher.Blocks;
using SharedSequencer.ServiceDefaults;

namespace SharedSequencer.Publisher.Streams;

/// <summary><c>GET /v1/rollups/{id}/stream</c>: rollup blocks as server-sent events, from any number, then live.</summary>
internal static class StreamEndpoints
{
    private const string LastEventId = "Last-Event-ID";

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/rollups/{id}/stream", StreamAsync)
            .WithName("StreamRollupBlocks")
            .WithSummary("Rollup blocks with their proofs as server-sent events; Last-Event-ID wins over from")
            .Produces(StatusCodes.Status200OK, contentType: "text/event-stream")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static async Task<IResult> StreamAsync(
        ulong id, ulong? from, HttpContext context, StreamGate gate, SseSession session)
    {
        var rollup = new RollupId(id);
        if (!TryStart(context.Request, from, out var next))
            return Problem.BadRequest("bad-event-id", $"{LastEventId} is not a block number.");

        var entry = gate.Enter(rollup, next);
        if (entry != StreamEntry.Open) return Refusal(entry, id, next);
        try
        {
            Prepare(context);
            await session.RunAsync(context, rollup, next);
            return Results.Empty;
        }
        finally
        {
            gate.Leave();
        }
    }

    private static bool TryStart(HttpRequest request, ulong? from, out ulong next)
    {
        next = Math.Max(from ?? 1, 1);
        if (!request.Headers.TryGetValue(LastEventId, out var last)) return true;
        if (!ulong.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return false;
        next = number == ulong.MaxValue ? number : number + 1;
        return true;
    }

    private static void Prepare(HttpContext context)
    {
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers[HeaderNames.CacheControl] = "no-store";
        context.Response.Headers["X-Accel-Buffering"] = "no";
        context.Features.GetRequiredFeature<IHttpResponseBodyFeature>().DisableBuffering();
        // The session itself tells a slow reader from a quiet stream.
        if (context.Features.Get<IHttpMinResponseDataRateFeature>() is { } rate) rate.MinDataRate = null;
    }

    private static ProblemHttpResult Refusal(StreamEntry entry, ulong id, ulong from) => entry switch
    {
        StreamEntry.UnknownRollup => RollupProblems.Unknown(id),
        StreamEntry.BeyondHead => Problem.BadRequest(
            "beyond-head", $"Block {from} of rollup {id} does not exist and is not the next one."),
        StreamEntry.Full => Problem.Unavailable("too-many-streams", "As many streams as allowed are open."),
        _ => Problem.Unavailable("archive-opening", "The archive is still being opened."),
    };
}
