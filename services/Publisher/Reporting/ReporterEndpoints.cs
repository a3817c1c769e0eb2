using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using SharedSequencer.Messages;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;
using SharedSequencer.ServiceDefaults;

namespace SharedSequencer.Publisher.Reporting;

/// <summary>What other services of the mesh may ask the reporter for.</summary>
internal static class ReporterEndpoints
{
    private const long MaxReportRequestBytes = 1024;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost(ReporterRoutes.Attestations, AttestAsync)
            .WithMetadata(SidecarOnly.Instance, new RequestSizeLimitAttribute(ProtocolDefaults.MaxBundleBytes))
            .ExcludeFromDescription();
        routes.MapPost(ReporterRoutes.Reports, ReportAsync)
            .WithMetadata(SidecarOnly.Instance, new RequestSizeLimitAttribute(MaxReportRequestBytes))
            .ExcludeFromDescription();
    }

    private static async Task<IResult> AttestAsync(
        HttpRequest request, Attestor attestor, Genesis genesis, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellationToken);
        if (!Bundle.TryDecode(body.ToArray(), out var bundle, out var error))
            return Problem.BadRequest("malformed-bundle", $"The body is no encoded bundle: {error}.");
        if (bundle.Terms.Network != genesis.NetworkId)
            return Problem.BadRequest("wrong-network", $"The bundle is of network {bundle.Terms.Network}.");
        if (!bundle.HasValidSignature())
            return Problem.BadRequest("bad-signature", "The submitter of the terms has not signed the bundle.");
        return Results.Json(await attestor.AttestAsync(bundle, cancellationToken), MeshJson.Options);
    }

    private static async Task<IResult> ReportAsync(
        ReportRequest request, LegStore store, OpenLegs open, CancellationToken cancellationToken)
    {
        if (!Hash256.TryParse(request.BundleId, out var bundle))
            return Problem.BadRequest("bad-hash", "A bundle id is 0x and 64 hex digits.");
        if (request.Leg is < 0 or >= ProtocolDefaults.MaxBundleLegs) return Unknown(request);
        var name = new LegName(bundle, (byte)request.Leg);
        if ((await store.FindAsync(name, cancellationToken))?.Report is { } report)
            return Results.Json(new SignedReport(Hex.Encode(report)), MeshJson.Options);
        return open.Contains(name) ? Results.StatusCode(StatusCodes.Status202Accepted) : Unknown(request);
    }

    private static ProblemHttpResult Unknown(ReportRequest request) => Problem.NotFound(
        "unknown-leg", $"Leg {request.Leg} of bundle {request.BundleId} awaits no report of this publisher.");
}
