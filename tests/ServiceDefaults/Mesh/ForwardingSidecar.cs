using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using SharedSequencer.Testing;

namespace SharedSequencer.ServiceDefaults.Tests.Mesh;

/// <summary>Just enough of a sidecar to carry an actor call to an app: forwards the call, has no state to offer.</summary>
internal sealed class ForwardingSidecar : IAsyncDisposable
{
    private static readonly string[] ActorHeaders = ["X-DaprRequestHeader"];

    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private LoopbackServer? _server;

    /// <summary>Where actor calls go.</summary>
    public Uri? App { get; set; }

    /// <summary>Whether calls wait instead of being forwarded, as while the placement is away.</summary>
    public bool Hangs { get; init; }

    /// <summary>Bodies in both directions, as text.</summary>
    public ConcurrentQueue<string> Bodies { get; } = new();

    public Dictionary<string, string?> Settings => new()
    {
        ["Keys:AllowDevelopmentKeys"] = "true",
        ["DAPR_HTTP_PORT"] = $"{_server!.Addresses[0].Port}",
    };

    public async Task StartAsync(CancellationToken cancellationToken) => _server = await LoopbackServer.StartAsync(
        app =>
        {
            app.Map("{**path}", HandleAsync);
        },
        cancellationToken);

    public async ValueTask DisposeAsync()
    {
        _released.TrySetResult();
        await _server!.DisposeAsync();
    }

    private async Task HandleAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!.Replace("//", "/", StringComparison.Ordinal);
        if (path.EndsWith("/state", StringComparison.Ordinal) || path.Contains("/state/", StringComparison.Ordinal))
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }
        if (Hangs)
            await _released.Task.WaitAsync(context.RequestAborted);
        else
            await ForwardAsync(context, path["/v1.0".Length..]);
    }

    private async Task ForwardAsync(HttpContext context, string path)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri(App!, path))
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)),
        };
        foreach (var header in ActorHeaders)
            request.Headers.TryAddWithoutValidation(header, context.Request.Headers[header].ToString());
        using var http = new HttpClient();
        using var answer = await http.SendAsync(request, context.RequestAborted);
        var text = await answer.Content.ReadAsStringAsync(context.RequestAborted);
        Bodies.Enqueue(body);
        Bodies.Enqueue(text);
        context.Response.StatusCode = (int)answer.StatusCode;
        await context.Response.WriteAsync(text, context.RequestAborted);
    }
}
