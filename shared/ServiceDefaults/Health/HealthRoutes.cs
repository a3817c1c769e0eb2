using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace SharedSequencer.ServiceDefaults;

/// <summary>
/// <c>/livez</c>: the process runs. <c>/healthz</c>, asked by the sidecar: the same, because tied to a database it
/// would withdraw the actors and hang their callers. <c>/readyz</c>: every dependency answers.
/// </summary>
internal static class HealthRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var alive = new HealthCheckOptions { Predicate = _ => false };
        routes.MapHealthChecks("/livez", alive);
        routes.MapHealthChecks("/healthz", alive);
        routes.MapHealthChecks("/readyz", new HealthCheckOptions
        {
            Predicate = check => check.Tags.Contains(ReadinessExtensions.Tag),
            ResponseWriter = WriteAsync,
        });
    }

    /// <summary>Names and states only: the reason is logged, not shown to whoever asks.</summary>
    private static Task WriteAsync(HttpContext context, HealthReport report)
    {
        var body = new ReadinessReport(
            StateOf(report.Status), report.Entries.ToDictionary(entry => entry.Key, entry => StateOf(entry.Value.Status)));
        return context.Response.WriteAsJsonAsync(body, JsonSerializerOptions.Web, context.RequestAborted);
    }

    private static string StateOf(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => ReadinessReport.Ready,
        HealthStatus.Degraded => ReadinessReport.Degraded,
        _ => ReadinessReport.NotReady,
    };
}
