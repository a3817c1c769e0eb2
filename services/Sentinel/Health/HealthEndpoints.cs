using Microsoft.AspNetCore.Http.HttpResults;
using SharedSequencer.Sentinel.Watching;

namespace SharedSequencer.Sentinel.Health;

/// <summary>The health API. Always 200: a halted layer is an answer, not a failure of the sentinel.</summary>
internal static class HealthEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/health", Layer);
        routes.MapGet("/v1/health/services", Services);
    }

    private static Ok<LayerHealth> Layer(LatestPicture latest, HealthRules rules) =>
        TypedResults.Ok(rules.Judge(latest.Picture));

    private static Ok<IReadOnlyList<ServiceReading>> Services(LatestPicture latest) =>
        TypedResults.Ok(latest.Picture.Services);
}
