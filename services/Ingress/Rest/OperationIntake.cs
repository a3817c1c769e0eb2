using SharedSequencer.Ingress.Lanes;
using SharedSequencer.Ingress.Rollups;
using SharedSequencer.Ingress.Transactions;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ingress.Rest;

/// <summary>Takes registry operations into the cross-rollup lane, journaled like any transaction.</summary>
internal sealed class OperationIntake(RollupDirectory rollups, IngressClock clock)
{
    /// <summary>
    /// What the registry says now, and when that is <see cref="OutcomeCode.Applied"/> the verdict of the lane. The
    /// final word is the chain's.
    /// </summary>
    public async Task<(OutcomeCode Code, Verdict Verdict)> SubmitAsync(
        RollupOperation operation, CancellationToken cancellationToken)
    {
        var code = rollups.Check(operation);
        if (code != OutcomeCode.Applied) return (code, default);
        var lane = rollups.SharedLane;
        if (lane.Reserve(1, clock.Now, out var refusal) == 0) return (code, refusal);
        var submissions = new[]
        {
            new Submission
            {
                Raw = operation.Encode(),
                Hash = operation.Digest(),
                Sender = operation.Owner,
                Nonce = operation.Nonce,
            },
        };
        var durable = lane.Admit(submissions, reserved: 1);
        if (!await durable.WaitAsync(cancellationToken)) throw new TimeoutException("the journal does not answer");
        return (code, submissions[0].Verdict);
    }
}
