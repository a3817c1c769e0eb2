using Microsoft.AspNetCore.Http;

namespace SharedSequencer.ServiceDefaults;

/// <summary>Which of a process's listening endpoints a connection came in by. A connection feature.</summary>
internal sealed class EndpointRole
{
    public static readonly EndpointRole Metrics = new();

    public static readonly EndpointRole App = new();

    /// <summary>Path of the Prometheus page.</summary>
    public static readonly PathString MetricsPath = "/metrics";

    public static bool IsMetricsRequest(HttpContext context) =>
        context.Features.Get<EndpointRole>() == Metrics && context.Request.Path == MetricsPath;
}
