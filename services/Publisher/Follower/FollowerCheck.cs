using Microsoft.Extensions.Diagnostics.HealthChecks;
using SharedSequencer.Following;
using SharedSequencer.Publisher.Archive;

namespace SharedSequencer.Publisher.Follower;

/// <summary>Not ready when a block was refused or the archive is not open yet; degraded when ordering is silent.</summary>
internal sealed class FollowerCheck(FollowState state, ArchiveHeads heads, FollowerOptions options) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(Check());

    private HealthCheckResult Check()
    {
        if (state.Refusal is { } refusal) return HealthCheckResult.Unhealthy($"following has ended: {refusal}");
        if (heads.Head is null) return HealthCheckResult.Unhealthy("the archive is being opened");
        return state.Silence.TotalMilliseconds > options.SilenceLimitMs
            ? HealthCheckResult.Degraded($"no answer of ordering for {state.Silence}")
            : HealthCheckResult.Healthy();
    }
}
