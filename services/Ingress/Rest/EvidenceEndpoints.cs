using System.Net.Mime;
using SharedSequencer.Ingress.Receipts;
using SharedSequencer.Messages;
using SharedSequencer.ServiceDefaults;

namespace SharedSequencer.Ingress.Rest;

/// <summary>
/// Proofs of misbehaviour: this ingress's own broken receipts, then what its ordering has collected against others.
/// </summary>
internal static class EvidenceEndpoints
{
    private const int LargestPage = 200;

    public static void MapEvidence(this IEndpointRouteBuilder app) =>
        app.MapGet(OrderingRoutes.Evidence, ReadAsync).WithTags("Committee").WithName("listEvidence")
            .Produces<EvidencePage>();

    private static async Task<IResult> ReadAsync(
        string? cursor, int? limit, ReceiptIssuer receipts, OrderingEvidence ordering, CancellationToken cancellationToken)
    {
        if (limit < 1) return Problem.BadRequest("bad-page", "limit must be at least 1.");
        if (!EvidenceCursor.TryParse(cursor, out var receipt, out var proof))
            return Problem.BadRequest("bad-page", "cursor is not one that was given.");
        var size = Math.Min(limit ?? LargestPage, LargestPage);
        if (proof is null)
        {
            var broken = await receipts.ReadBrokenAsync(receipt, size, cancellationToken);
            if (broken.Items.Count > 0) return TypedResults.Ok(broken);
        }
        try
        {
            var page = await ordering.ReadAsync(proof ?? 0, size, cancellationToken);
            return TypedResults.Bytes(page, MediaTypeNames.Application.Json);
        }
        catch (Exception failure) when (
            failure is HttpRequestException or OperationCanceledException or IOException
            && !cancellationToken.IsCancellationRequested)
        {
            return Problem.Unavailable("ordering-unreachable", "Ordering, which collects evidence, does not answer.");
        }
    }
}
