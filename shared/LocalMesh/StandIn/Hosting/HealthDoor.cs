using SharedSequencer.StandIn.Http;

namespace SharedSequencer.StandIn.Hosting;

/// <summary>
/// Health of a sidecar: "outbound" once it listens, full health once the app listens and the handshake is done. Never
/// behind a token.
/// </summary>
internal sealed class HealthDoor(Sidecar sidecar)
{
    private const string WaitingFor = "internal-placement-service scheduler-watch-hosts runtime";

    public Task HandleAsync(HttpContext context, RequestTarget target) => target.Segments switch
    {
        ["v1.0", "healthz"] => FullAsync(context),
        ["v1.0", "healthz", "outbound"] => HealthyAsync(context),
        _ => ErrorAnswer.UnknownRouteAsync(context),
    };

    private Task FullAsync(HttpContext context)
    {
        if (!sidecar.IsReady)
        {
            return ErrorAnswer.WriteAsync(
                context, StatusCodes.Status500InternalServerError, "ERR_HEALTH_NOT_READY",
                $"dapr is not ready: [{WaitingFor}]");
        }
        if (context.Request.Query["appid"].ToString() is { Length: > 0 } asked && asked != sidecar.AppId)
        {
            return ErrorAnswer.WriteAsync(
                context, StatusCodes.Status500InternalServerError, "ERR_HEALTH_APPID_NOT_MATCH",
                "dapr app-id does not match");
        }
        return HealthyAsync(context);
    }

    private static Task HealthyAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }
}
