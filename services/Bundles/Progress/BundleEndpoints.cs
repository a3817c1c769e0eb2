using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using SharedSequencer.Messages;
using SharedSequencer.Primitives;
using SharedSequencer.ServiceDefaults;

namespace SharedSequencer.Bundles.Progress;

/// <summary><c>/v1/bundles</c>: how far bundles have come.</summary>
internal static class BundleEndpoints
{
    private const int UsualPage = 50;
    private const int LargestPage = 200;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(BundlesRoutes.Bundle, GetAsync);
        routes.MapGet(BundlesRoutes.Bundles, ListAsync);
    }

    private static async Task<Results<Ok<BundleProgress>, ProblemHttpResult>> GetAsync(
        string id, BundleReader bundles, CancellationToken cancellationToken)
    {
        if (!Hash256.TryParse(id, out var bundle))
            return Problem.BadRequest("bad-id", "A bundle's id is 0x and 64 hex digits.");
        return await bundles.FindAsync(bundle, cancellationToken) is { } progress
            ? TypedResults.Ok(progress)
            : Problem.NotFound("unknown-bundle", $"Nothing is known of a bundle {id}.");
    }

    private static async Task<Results<Ok<BundlePage>, ProblemHttpResult>> ListAsync(
        string? state, string? cursor, int? limit, BundleReader bundles, CancellationToken cancellationToken)
    {
        var size = limit ?? UsualPage;
        if (size is < 1 or > LargestPage)
            return Problem.BadRequest("bad-limit", $"limit is from 1 to {LargestPage}.");
        if (!TryReadState(state, out var wanted))
            return Problem.BadRequest("bad-state", $"state is one of {string.Join(", ", Enum.GetNames<BundleState>())}.");
        var after = 0L;
        if (cursor is not null && !long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out after))
            return Problem.BadRequest("bad-cursor", "cursor is what the page before gave as next.");
        return TypedResults.Ok(await bundles.PageAsync(wanted, after, size, cancellationToken));
    }

    private static bool TryReadState(string? text, out BundleState? state)
    {
        state = null;
        if (text is null) return true;
        if (!Enum.GetNames<BundleState>().Contains(text)) return false;
        state = Enum.Parse<BundleState>(text);
        return true;
    }
}
