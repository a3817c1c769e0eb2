using Microsoft.Extensions.Diagnostics.HealthChecks;
using SharedSequencer.Ordering.Chain;
using SharedSequencer.Ordering.Journal;

namespace SharedSequencer.Ordering.Validator;

/// <summary>
/// Whether this validator can lead: it has recovered, holds the fence, its last commit went through, and it does not lack
/// blocks that nobody gives it. (A key without a seat does not start at all.)
/// </summary>
internal sealed class ValidatorCheck(
    FinalChain chain, JournalSession session, CommitGate gate, UnansweredBlocks unanswered) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        chain.State is null || !session.IsOpen || !gate.IsWritable ? HealthCheckResult.Unhealthy()
        : unanswered.First is { } block ? HealthCheckResult.Unhealthy($"Others are ahead and nobody gives block {block}.")
        : HealthCheckResult.Healthy());
}
