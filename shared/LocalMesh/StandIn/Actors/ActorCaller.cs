using SharedSequencer.StandIn.Resilience;

namespace SharedSequencer.StandIn.Actors;

/// <summary>
/// The caller's side of an actor call: waits for placement, finds the owner and repeats what was cut.
/// </summary>
internal sealed class ActorCaller(Placement placement, ResiliencyPolicies policies, TimeProvider time)
{
    // daprd's built-in policy for actors that moved: at most five repeats, a second apart.
    private static readonly RetryPolicy BuiltInRepeats = RetryPolicy.Constant(TimeSpan.FromSeconds(1), maxRetries: 5);

    /// <summary>Carries the call out. The outcome is never <see cref="TurnEnd.Cut"/> unless all repeats were used up.</summary>
    /// <exception cref="OperationCanceledException">The caller left.</exception>
    public async Task<TurnOutcome> CallAsync(
        ActorCall call, ActorHost own, HttpResponse answer, CancellationToken callerLeft)
    {
        var policy = policies.ForActorType(call.Actor.Type);
        var attempts = 0;
        while (true)
        {
            await placement.Gate.WaitAsync(callerLeft);
            if (placement.Find(call.Actor.Type) is not { } owner) return NotHosted(call.Actor);
            var isRemote = !ReferenceEquals(owner, own);
            var mayRetry = policy.Retry?.Allows(attempts) ?? false;
            var outcome = await owner.RunAsync(
                call, new TurnTerms(isRemote, policy.Timeout, mayRetry, callerLeft), answer);
            var retry = outcome.End switch
            {
                TurnEnd.Cut => policy.Retry ?? BuiltInRepeats,
                TurnEnd.Failed => policy.Retry,
                _ => null,
            };
            if (retry is null || !retry.Allows(attempts)) return isRemote ? Remote(outcome) : outcome;
            await Task.Delay(retry.Delay(attempts++), time, callerLeft);
        }
    }

    private static TurnOutcome NotHosted(ActorAddress actor) => TurnOutcome.Refused(
        "failed to lookup actor: api error: code = FailedPrecondition desc = " +
        $"did not find address for actor '{actor}'");

    // What a failure looks like after it crossed from the owner's sidecar to the caller's.
    private static TurnOutcome Remote(TurnOutcome outcome) =>
        outcome.End == TurnEnd.Answered || outcome.Message.StartsWith("rpc error:", StringComparison.Ordinal)
            ? outcome
            : outcome with { Message = $"rpc error: code = Internal desc = error invoke actor method: {outcome.Message}" };
}
