using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using SharedSequencer.Messages;
using SharedSequencer.Ordering.Journal;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;
using SharedSequencer.ServiceDefaults;

namespace SharedSequencer.Ordering.Misbehaviour;

/// <summary>The collected proofs of misbehaviour, for everybody.</summary>
internal static class EvidenceEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet(OrderingRoutes.Evidence, Read);

    private static async Task<Results<Ok<EvidencePage>, ProblemHttpResult>> Read(
        [AsParameters] EvidenceQuery query, JournalEvidence journal, Genesis genesis, CancellationToken cancel)
    {
        if (query.Problem is { } problem)
        {
            return Problem.BadRequest("bad-page", problem);
        }

        var found = await journal.Read(query.After, query.Count, cancel);
        return TypedResults.Ok(new EvidencePage(
            [.. found.Select(item => ItemOf(item, genesis))],
            found.Count > 0 ? Text(found[^1].Number) : null));
    }

    private static EvidenceItem ItemOf(FoundEvidence found, Genesis genesis) => new(
        Text(found.Number),
        found.Evidence.GetType().Name,
        found.Evidence.OffenderOf(genesis).ToString(),
        found.Found,
        Hex.Encode(found.Evidence.Encode()));

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
