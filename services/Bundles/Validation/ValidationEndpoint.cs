using Microsoft.AspNetCore.Http.HttpResults;
using SharedSequencer.Bundles.Chain;
using SharedSequencer.Messages;
using SharedSequencer.Protocol;
using SharedSequencer.ServiceDefaults;

namespace SharedSequencer.Bundles.Validation;

/// <summary>Ingress asks here before it takes a bundle. Behind the sidecar only: a question makes reporters work.</summary>
internal static class ValidationEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost(BundlesRoutes.Validate, ValidateAsync).WithMetadata(SidecarOnly.Instance);

    private static async Task<Results<Ok<ValidationAnswer>, ProblemHttpResult>> ValidateAsync(
        HttpRequest request, FollowedChain chain, BundleValidator validator, CancellationToken cancellationToken)
    {
        if (!chain.IsCurrent)
            return Problem.Unavailable("chain-behind", "The chain is not known up to its head; nothing can be judged.");
        var body = await ValidationBody.ReadAsync(request.Body, cancellationToken);
        if (!Bundle.TryDecode(body, out var bundle, out var error))
        {
            return Problem.Of(
                StatusCodes.Status400BadRequest,
                "bad-bundle",
                $"The body is no encoded bundle: {error}.",
                new Dictionary<string, object?> { ["error"] = error.ToString() });
        }

        return TypedResults.Ok(await validator.JudgeAsync(bundle, cancellationToken));
    }
}
