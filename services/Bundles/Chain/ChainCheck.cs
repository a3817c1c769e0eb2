using Microsoft.Extensions.Diagnostics.HealthChecks;
using SharedSequencer.Following;

namespace SharedSequencer.Bundles.Chain;

/// <summary>Ready while the chain is verified and ordering answers.</summary>
internal sealed class ChainCheck(FollowState follow, FollowedChain chain, FollowOptions options) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(Check());

    private HealthCheckResult Check()
    {
        if (follow.Refusal is { } refusal) return HealthCheckResult.Unhealthy($"following has ended: {refusal}");
        if (chain.Handled is null) return HealthCheckResult.Unhealthy("the stored state is being restored");
        if (follow.Silence.TotalMilliseconds >= options.SilenceLimitMs)
            return HealthCheckResult.Unhealthy($"no answer of ordering for {follow.Silence}");
        return chain.IsCurrent ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded("catching up with the chain");
    }
}
