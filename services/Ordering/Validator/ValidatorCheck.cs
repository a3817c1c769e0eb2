using Microsoft.Extensions.Diagnostics.HealthChecks;
using SharedSequencer.Ordering.Chain;
using SharedSequencer.Ordering.Journal;

namespace SharedSequencer.Ordering.Validator;

/// <summary>
/// Whether this validator can lead: it has recovered, holds the fence, and its last commit went through. (A
/// key without a seat does not start at all.)
/// </summary>
internal sealed class ValidatorCheck(FinalChain chain, JournalSession session, CommitGate gate) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        chain.State is not null && session.IsOpen && gate.IsWritable
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy());
}
