using Microsoft.AspNetCore.Http;

namespace SharedSequencer.ServiceDefaults;

/// <summary>Keeps the endpoints apart: the metrics port answers its one path and no other does.</summary>
internal sealed class EndpointRoleMiddleware(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        var isMetricsPort = context.Features.Get<EndpointRole>() == EndpointRole.Metrics;
        if (!isMetricsPort || context.Request.Path == EndpointRole.MetricsPath)
            return next(context);
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
