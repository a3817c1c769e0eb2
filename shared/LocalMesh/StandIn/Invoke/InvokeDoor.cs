using System.Net;
using SharedSequencer.StandIn.Hosting;
using SharedSequencer.StandIn.Http;

namespace SharedSequencer.StandIn.Invoke;

/// <summary>Service invocation: status, headers and body of the target pass through; redirects are not followed.</summary>
internal sealed class InvokeDoor(Sidecar sidecar, SidecarMesh mesh)
{
    private const int UnreachableRetries = 3;
    private static readonly TimeSpan UnreachableWait = TimeSpan.FromSeconds(1);

    /// <summary>Calls <paramref name="path"/> (without leading slash, with query) of the app.</summary>
    public async Task InvokeAsync(HttpContext context, string appId, string path, string trace)
    {
        if (!mesh.AppIds.Contains(appId))
        {
            await FailAsync(context, appId, $"static: no address for app \"{appId}\"");
            return;
        }
        if (await ReachAsync(appId, context.RequestAborted) is not { } target)
        {
            await FailAsync(
                context, appId,
                $"failed to invoke target {appId} after {UnreachableRetries} retries. Error: rpc error: code = Unavailable " +
                "desc = connection error: desc = \"transport: Error while dialing: dial tcp 127.0.0.1:0: connect: connection refused\"");
            return;
        }
        await CallAsync(context, target, path, trace);
    }

    private async Task CallAsync(HttpContext context, Sidecar target, string path, string trace)
    {
        using var body = await CallBody.ReadAsync(context.Request, context.RequestAborted);
        using var request = AppChannel.Request(new HttpMethod(context.Request.Method), target.App, "/" + path);
        if (body.DeclaredLength > 0 || context.Request.ContentLength is not null) request.Content = body.ToContent();
        HopHeaders.Copy(context.Request.Headers, request);
        AddOwnHeaders(context, request, target, trace);
        try
        {
            using var response = await mesh.Channel.SendAsync(request, context.RequestAborted);
            await RelayAsync(context, response);
        }
        catch (Exception) when (context.Response.HasStarted)
        {
            context.Abort();
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            context.RequestAborted.ThrowIfCancellationRequested();
            var text = GoNetError.Describe(request, failure);
            await FailAsync(context, target.AppId, ReferenceEquals(target, sidecar)
                ? text
                : $"rpc error: code = Internal desc = error invoking app channel: {text}");
        }
    }

    private void AddOwnHeaders(HttpContext context, HttpRequestMessage request, Sidecar target, string trace)
    {
        request.Headers.TryAddWithoutValidation("dapr-caller-app-id", sidecar.AppId);
        request.Headers.TryAddWithoutValidation("dapr-caller-namespace", "default");
        request.Headers.TryAddWithoutValidation("dapr-callee-app-id", target.AppId);
        request.Headers.TryAddWithoutValidation("x-forwarded-for", "127.0.0.1");
        request.Headers.TryAddWithoutValidation("forwarded", $"for=127.0.0.1;by=127.0.0.1;host={context.Request.Host}");
        request.Headers.TryAddWithoutValidation(TraceParent.Header, trace);
    }

    private async Task<Sidecar?> ReachAsync(string appId, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            if (mesh.Running.TryGetValue(appId, out var target)) return target;
            if (attempt == UnreachableRetries) return null;
            await Task.Delay(UnreachableWait, mesh.Time, cancellationToken);
        }
    }

    private static async Task RelayAsync(HttpContext context, HttpResponseMessage response)
    {
        context.Response.StatusCode = (int)response.StatusCode;
        HopHeaders.Copy(response, context.Response);
        var mayHaveBody = response.StatusCode is not (HttpStatusCode.NoContent or HttpStatusCode.NotModified)
            && !HttpMethods.IsHead(context.Request.Method);
        if (mayHaveBody) await response.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }

    private static Task FailAsync(HttpContext context, string appId, string text) => ErrorAnswer.WriteAsync(
        context, StatusCodes.Status500InternalServerError, "ERR_DIRECT_INVOKE", $"failed to invoke, id: {appId}, err: {text}");
}
