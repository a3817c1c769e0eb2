using Scalar.AspNetCore;

namespace SharedSequencer.Ingress.Rest;

/// <summary>All REST routes and their description.</summary>
internal static class RestRoutes
{
    public static void MapRest(this IEndpointRouteBuilder app)
    {
        app.MapRollups();
        app.MapTransactions();
        app.MapBundles();
        app.MapCommittee();
        app.MapEvidence();
        app.MapOpenApi("/openapi/{documentName}.json");
        app.MapScalarApiReference("/scalar");
    }
}
