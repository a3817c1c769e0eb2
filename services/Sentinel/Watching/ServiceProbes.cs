using System.Net.Http.Json;
using System.Text.Json;
using Dapr.Client;
using SharedSequencer.Messages;
using SharedSequencer.ServiceDefaults;

namespace SharedSequencer.Sentinel.Watching;

/// <summary>Asks services how they are: at their own address where one is configured, else through the sidecar.</summary>
internal sealed class ServiceProbes(SentinelOptions options, MeshOptions mesh, ILogger<ServiceProbes> logger)
    : IDisposable
{
    private readonly Dictionary<string, HttpClient> _clients = AppIds.All
        .Where(appId => appId != AppIds.Sentinel)
        .ToDictionary(appId => appId, appId => ClientFor(appId, options, mesh));

    public IEnumerable<string> Watched => _clients.Keys;

    /// <summary>A service's own word on its readiness; null when it does not answer.</summary>
    public async Task<ReadinessReport?> ReadinessAsync(string appId, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await _clients[appId].GetAsync("/readyz", cancellationToken);
            var report = await response.Content.ReadFromJsonAsync<ReadinessReport>(
                JsonSerializerOptions.Web, cancellationToken);
            // A sidecar that cannot reach the service answers JSON of another shape.
            return report is { Status: not null, Checks: not null } ? report : null;
        }
        catch (Exception noAnswer) when (IsNoAnswer(noAnswer, cancellationToken))
        {
            return null;
        }
    }

    /// <summary>The head of the final chain; null when ordering does not tell.</summary>
    public async Task<ChainHead?> HeadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _clients[AppIds.Ordering].GetFromJsonAsync<ChainHead>(
                OrderingRoutes.Head, MeshJson.Options, cancellationToken);
        }
        catch (Exception noAnswer) when (IsNoAnswer(noAnswer, cancellationToken))
        {
            logger.HeadUnavailable(noAnswer.Message);
            return null;
        }
    }

    public void Dispose()
    {
        foreach (var client in _clients.Values)
            client.Dispose();
    }

    /// <summary>A timeout of the client is a missing answer; a stopping sentinel is not.</summary>
    private static bool IsNoAnswer(Exception error, CancellationToken cancellationToken) =>
        error is HttpRequestException or JsonException or NotSupportedException
        || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    private static HttpClient ClientFor(string appId, SentinelOptions options, MeshOptions mesh)
    {
        var client = options.Services.TryGetValue(appId, out var address)
            ? new HttpClient { BaseAddress = new Uri(address) }
            : DaprClient.CreateInvokeHttpClient(appId, mesh.HttpEndpoint, mesh.ApiToken);
        client.Timeout = TimeSpan.FromMilliseconds(options.TimeoutMs);
        return client;
    }
}
