using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace SharedSequencer.Bundles.Chain;

/// <summary>Ready while the chain is verified and ordering answers.</summary>
internal sealed class ChainCheck(FollowedChain chain, FollowOptions options) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(Check());

    private HealthCheckResult Check()
    {
        if (chain.Refusal is { } refusal) return HealthCheckResult.Unhealthy($"following has ended: {refusal}");
        if (chain.Handled is null) return HealthCheckResult.Unhealthy("the stored state is being restored");
        if (chain.Silence.TotalMilliseconds >= options.SilenceLimitMs)
            return HealthCheckResult.Unhealthy($"no answer of ordering for {chain.Silence}");
        return chain.IsCurrent ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded("catching up with the chain");
    }
}
