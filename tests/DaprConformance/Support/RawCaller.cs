using System.Diagnostics;
using System.Text;

namespace SharedSequencer.DaprConformance.Tests.Support;

/// <summary>An HTTP client that sends paths and headers exactly as given and adds none of its own.</summary>
internal sealed class RawCaller : IDisposable
{
    private static readonly UriCreationOptions Verbatim = new() { DangerousDisablePathAndQueryCanonicalization = true };

    private readonly HttpMessageInvoker invoker = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ActivityHeadersPropagator = DistributedContextPropagator.CreateNoOutputPropagator(),
    });

    public static Uri Url(int port, string path) => new($"http://127.0.0.1:{port}{path}", Verbatim);

    public Task<RawResponse> SendAsync(HttpMethod method, Uri url, string? body, CancellationToken cancellationToken) =>
        SendAsync(method, url, new Dictionary<string, string>(), body is null ? null : Encoding.UTF8.GetBytes(body), cancellationToken);

    public async Task<RawResponse> SendAsync(
        HttpMethod method, Uri url, IReadOnlyDictionary<string, string> headers, byte[]? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, url);
        if (body is not null) request.Content = new ByteArrayContent(body);
        foreach (var (name, value) in headers)
        {
            if (name == "content-type") (request.Content ??= new ByteArrayContent([])).Headers.TryAddWithoutValidation(name, value);
            else request.Headers.TryAddWithoutValidation(name, value);
        }
        using var response = await invoker.SendAsync(request, cancellationToken);
        var content = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        var answered = response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated)
            .ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value.ToString());
        return new RawResponse((int)response.StatusCode, answered, content);
    }

    public void Dispose() => invoker.Dispose();
}
