using System.Diagnostics;
using System.Net;
using System.Text;

namespace SharedSequencer.StandIn.Http;

/// <summary>
/// The HTTP/1.1 connections from the sidecars to the apps. One pool serves all of them: apps are told apart by port.
/// </summary>
internal sealed class AppChannel : IDisposable
{
    private readonly HttpMessageInvoker invoker = Invoker(DecompressionMethods.GZip);

    // Go's client asks for gzip except with HEAD.
    private readonly HttpMessageInvoker headInvoker = Invoker(DecompressionMethods.None);

    private static readonly UriCreationOptions Verbatim = new() { DangerousDisablePathAndQueryCanonicalization = true };

    /// <summary>Builds a request whose path reaches the app exactly as given.</summary>
    public static HttpRequestMessage Request(HttpMethod method, AppEndpoint app, string pathAndQuery)
    {
        var uri = new Uri($"http://127.0.0.1:{app.Port}{pathAndQuery}", Verbatim);
        var request = new HttpRequestMessage(method, uri);
        if (app.Token is not null) request.Headers.TryAddWithoutValidation("dapr-api-token", app.Token);
        return request;
    }

    /// <summary>Sends a request; the answer's body is still on the wire when this returns.</summary>
    /// <exception cref="HttpRequestException">The app is unreachable or broke the connection.</exception>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!request.Headers.Contains("User-Agent"))
            request.Headers.TryAddWithoutValidation("User-Agent", "Go-http-client/1.1");
        var sender = request.Method == HttpMethod.Head ? headInvoker : invoker;
        return sender.SendAsync(request, cancellationToken);
    }

    public void Dispose()
    {
        invoker.Dispose();
        headInvoker.Dispose();
    }

    private static HttpMessageInvoker Invoker(DecompressionMethods decompression) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        AutomaticDecompression = decompression,
        ActivityHeadersPropagator = DistributedContextPropagator.CreateNoOutputPropagator(),
        RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8,
        ResponseHeaderEncodingSelector = (_, _) => Encoding.UTF8,
        MaxConnectionsPerServer = int.MaxValue,
    });
}
