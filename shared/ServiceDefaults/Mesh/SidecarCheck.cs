using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace SharedSequencer.ServiceDefaults;

/// <summary>
/// Whether the sidecar can reach outwards. Not its full health: that one waits for this service, and the two would
/// wait for each other.
/// </summary>
internal sealed class SidecarCheck(MeshOptions options) : IHealthCheck, IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = new Uri(options.HttpEndpoint) };

    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            using var response = await _http.GetAsync("/v1.0/healthz/outbound", cancellationToken);
            return response.IsSuccessStatusCode
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy($"HTTP {(int)response.StatusCode}");
        }
        catch (HttpRequestException unreachable)
        {
            return HealthCheckResult.Unhealthy(unreachable.Message);
        }
    }

    public void Dispose() => _http.Dispose();
}
