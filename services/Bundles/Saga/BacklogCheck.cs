using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace SharedSequencer.Bundles.Saga;

/// <summary>Degraded while too many events wait for the broker: those who listen know old things.</summary>
internal sealed class BacklogCheck(SagaBacklog backlog, SagaOptions options) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(backlog.Events <= options.BacklogLimit
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Degraded($"{backlog.Events} events wait to be published"));
}
