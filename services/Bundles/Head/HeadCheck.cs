using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace SharedSequencer.Bundles.Head;

/// <summary>Ready while ordering answers.</summary>
internal sealed class HeadCheck(KnownHead head, BundlesOptions options) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(head.Newest is not null && head.Silence.TotalMilliseconds < options.StaleAfterMs
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy($"Ordering has not told the head for {head.Silence}."));
}
