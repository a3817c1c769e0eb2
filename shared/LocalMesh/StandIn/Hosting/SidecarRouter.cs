using Microsoft.AspNetCore.Http.Features;
using SharedSequencer.StandIn.Actors;
using SharedSequencer.StandIn.Http;
using SharedSequencer.StandIn.Invoke;

namespace SharedSequencer.StandIn.Hosting;

/// <summary>
/// The HTTP API of one sidecar. What is no route of it counts as service invocation, as with daprd.
/// </summary>
internal sealed class SidecarRouter(Sidecar sidecar, SidecarMesh mesh)
{
    private readonly ActorDoor actors = new(sidecar, mesh);
    private readonly InvokeDoor invocation = new(sidecar, mesh);
    private readonly HealthDoor health = new(sidecar);

    /// <summary>Answers one request.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        try
        {
            await DispatchAsync(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller left: there is nobody to answer.
        }
    }

    private Task DispatchAsync(HttpContext context)
    {
        var rawTarget = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        if (HeaderBudget.IsExceeded(context.Request, rawTarget)) return HeaderBudget.AnswerAsync(context);
        var target = RequestTarget.Parse(rawTarget);
        if (target.Segments is ["v1.0", "healthz", ..] && HttpMethods.IsGet(context.Request.Method))
            return health.HandleAsync(context, target);
        var trace = TraceParent.Continue(context.Request.Headers.TraceParent);
        if (target.Segments is not ["v1.0", "healthz", ..]) context.Response.Headers[TraceParent.Header] = trace;
        if (!sidecar.Accepts(context.Request.Headers["dapr-api-token"])) return RefuseTokenAsync(context);
        return target.Segments switch
        {
            ["v1.0", "actors", var type, var id, "method", var method] when IsActorVerb(context.Request.Method) =>
                actors.CallAsync(context, type, id, method + target.Query, trace),
            ["v1.0", "actors", var type, var id, "state"] when IsWrite(context.Request.Method) =>
                actors.WriteStateAsync(context, type, id),
            ["v1.0", "actors", var type, var id, "state", var key] when HttpMethods.IsGet(context.Request.Method) =>
                actors.ReadStateAsync(context, type, id, key),
            ["v1.0", "invoke", var app, "method", ..] => invocation.InvokeAsync(
                context, PathText.Decode(app), PathText.Reencode(target.Segments.AsSpan(4)) + target.Query, trace),
            ["v1.0", "metadata"] when HttpMethods.IsGet(context.Request.Method) =>
                SidecarMetadata.WriteAsync(context, sidecar, mesh),
            ["v1.0", "metadata", var name] when HttpMethods.IsPut(context.Request.Method) => SetAttributeAsync(context, name),
            ["v1.0", "shutdown"] when HttpMethods.IsPost(context.Request.Method) => ShutDownAsync(context),
            _ => OtherAsync(context, target, trace),
        };
    }

    private Task OtherAsync(HttpContext context, RequestTarget target, string trace) =>
        context.Request.Headers["dapr-app-id"].ToString() is { Length: > 0 } appId
            ? invocation.InvokeAsync(context, appId, PathText.Reencode(target.Segments) + target.Query, trace)
            : ErrorAnswer.UnknownRouteAsync(context);

    private async Task SetAttributeAsync(HttpContext context, string name)
    {
        using var reader = new StreamReader(context.Request.Body);
        sidecar.Attributes[PathText.Decode(name)] = await reader.ReadToEndAsync(context.RequestAborted);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private Task ShutDownAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        context.Response.OnCompleted(() =>
        {
            sidecar.RequestShutdown();
            return Task.CompletedTask;
        });
        return Task.CompletedTask;
    }

    private static Task RefuseTokenAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        context.Response.ContentType = "text/plain; charset=utf-8";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return context.Response.WriteAsync("invalid api token\n", context.RequestAborted);
    }

    private static bool IsActorVerb(string method) =>
        HttpMethods.IsPut(method) || HttpMethods.IsPost(method) || HttpMethods.IsGet(method) || HttpMethods.IsDelete(method);

    private static bool IsWrite(string method) => HttpMethods.IsPut(method) || HttpMethods.IsPost(method);
}
