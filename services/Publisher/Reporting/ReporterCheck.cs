using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace SharedSequencer.Publisher.Reporting;

/// <summary>Degraded when a report has waited for the chain for too long: bundles are aborted at their deadline.</summary>
internal sealed class ReporterCheck(ReporterBacklog backlog, ReporterOptions options) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        backlog.Age.TotalMilliseconds > options.OverdueMs
            ? HealthCheckResult.Degraded($"a report is not on the chain for {backlog.Age}")
            : HealthCheckResult.Healthy());
}
