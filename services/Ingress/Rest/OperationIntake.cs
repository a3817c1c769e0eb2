using SharedSequencer.Ingress.Lanes;
using SharedSequencer.Ingress.Rollups;
using SharedSequencer.Ingress.Transactions;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ingress.Rest;

/// <summary>
/// Takes registry operations into the cross-rollup lane, journaled like any transaction: room is reserved before
/// signatures are recovered, and of the operations of a rollup with the same nonce only one waits for order.
/// </summary>
internal sealed class OperationIntake(RollupDirectory rollups, IngressClock clock)
{
    private readonly Lock _gate = new();

    /// <summary>The last operation taken for a rollup; one per rollup that has or was granted a registration.</summary>
    private Dictionary<RollupId, Hash256>? _waiting;

    /// <summary>
    /// What the registry says now, and when that is <see cref="OutcomeCode.Applied"/> the verdict of the lane. The
    /// final word is the chain's.
    /// </summary>
    public async Task<(OutcomeCode Code, Verdict Verdict)> SubmitAsync(
        RollupOperation operation, CancellationToken cancellationToken)
    {
        var lane = rollups.SharedLane;
        if (lane.Reserve(1, clock.Now, out var refusal) == 0) return (OutcomeCode.Applied, refusal);
        var code = rollups.Check(operation);
        if (code != OutcomeCode.Applied)
        {
            lane.Release(1);
            return (code, default);
        }
        if (Admit(lane, operation, out var verdict) is not { } durable) return (OutcomeCode.BadNonce, default);
        if (!await durable.WaitAsync(cancellationToken)) throw new TimeoutException("the journal does not answer");
        return (code, verdict);
    }

    /// <summary>Null when another operation with this nonce waits: the chain would take only one of the two.</summary>
    private Task<bool>? Admit(LaneState lane, RollupOperation operation, out Verdict verdict)
    {
        var submission = new Submission
        {
            Raw = operation.Encode(),
            Hash = operation.Digest(),
            Sender = operation.Owner,
            Nonce = operation.Nonce,
        };
        lock (_gate)
        {
            _waiting ??= WaitingIn(lane);
            if (_waiting.TryGetValue(operation.Rollup, out var other) && other != submission.Hash
                && lane.FindPending(other) is { } entry && entry.Nonce == operation.Nonce)
            {
                lane.Release(1);
                verdict = default;
                return null;
            }
            _waiting[operation.Rollup] = submission.Hash;
            var durable = lane.Admit(new Span<Submission>(ref submission), reserved: 1);
            verdict = submission.Verdict;
            return durable;
        }
    }

    /// <summary>What a restart found waiting for order.</summary>
    private static Dictionary<RollupId, Hash256> WaitingIn(LaneState lane)
    {
        var waiting = new Dictionary<RollupId, Hash256>();
        foreach (var entry in lane.Pending())
        {
            if (RollupOperation.TryDecode(entry.Raw.Span, out var operation)) waiting[operation.Rollup] = entry.Hash;
        }
        return waiting;
    }
}
