namespace SharedSequencer.Ingress.Limits;

/// <summary>CORS for the REST routes; the JSON-RPC path writes its headers itself.</summary>
internal sealed class CrossOriginMiddleware(RequestDelegate next, CrossOrigin crossOrigin)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (!context.Request.Path.StartsWithSegments("/v1")) return next(context);
        crossOrigin.Write(context);
        if (!HttpMethods.IsOptions(context.Request.Method)) return next(context);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }
}
