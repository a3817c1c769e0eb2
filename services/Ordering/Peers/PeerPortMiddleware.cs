namespace SharedSequencer.Ordering.Peers;

/// <summary>Keeps the ports apart: other validators may talk and nothing else, and only they may.</summary>
internal sealed class PeerPortMiddleware(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        var isPeerPort = context.Features.Get<PeerPort.PeerPortMark>() is not null;
        if (isPeerPort == (context.Request.Path == PeerMethod.Path))
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
