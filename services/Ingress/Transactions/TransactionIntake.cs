using SharedSequencer.Ingress.Accounts;
using SharedSequencer.Ingress.Lanes;
using SharedSequencer.Primitives;

namespace SharedSequencer.Ingress.Transactions;

/// <summary>
/// The way of transactions into the journal: reserve room, screen, ask about unknown senders, judge and queue in
/// order, wait for the commit. Returns when everything that was taken is durable.
/// </summary>
internal sealed class TransactionIntake(TransactionScreen screen, RepeatLookup repeats, IngressClock clock)
{
    /// <summary>
    /// Fills in the verdicts of the first <paramref name="count"/> submissions. False when the journal did not
    /// answer in time: then nothing is known about those that were to be taken.
    /// </summary>
    public async ValueTask<bool> SubmitAsync(
        LaneState lane, INonceSource? nonces, Submission[] submissions, int count, CancellationToken cancellationToken)
    {
        using var activity = Telemetry.StartAdmission(lane.Lane.Value, count);
        var reserved = Reserve(lane, submissions, count);
        if (reserved == 0) return true;
        try
        {
            screen.Screen(submissions, reserved, lane.Identity.ChainId);
            if (nonces is not null && lane.JudgesNonces)
                await AskAboutUnknownAsync(lane, nonces, submissions, reserved, cancellationToken);
        }
        catch
        {
            lane.Release(reserved);
            throw;
        }
        var durable = lane.Admit(submissions.AsSpan(0, reserved), reserved);
        await repeats.RecogniseAsync(lane.Lane, submissions.AsMemory(0, reserved), cancellationToken);
        Record(lane, submissions, count);
        return await durable;
    }

    private int Reserve(LaneState lane, Submission[] submissions, int count)
    {
        var reserved = lane.Reserve(count, clock.Now, out var refusal);
        for (var i = reserved; i < count; i++) submissions[i].Verdict = refusal;
        if (reserved < count) Telemetry.Judged(lane.Lane.Value, refusal.ToString(), count - reserved);
        return reserved;
    }

    private static async ValueTask AskAboutUnknownAsync(
        LaneState lane, INonceSource nonces, Submission[] submissions, int count, CancellationToken cancellationToken)
    {
        var unknown = FindUnknown(lane, submissions, count);
        if (unknown is null) return;
        var counts = await nonces.CountAsync(unknown, cancellationToken);
        _ = lane.Learn(counts);
        if (counts.Count == unknown.Count) return;
        for (var i = 0; i < count; i++)
        {
            ref var submission = ref submissions[i];
            if (submission.Verdict == Verdict.Accepted
                && unknown.Contains(submission.Sender) && !counts.ContainsKey(submission.Sender))
            {
                submission.Verdict = Verdict.NodeUnavailable;
            }
        }
    }

    private static HashSet<Address>? FindUnknown(LaneState lane, Submission[] submissions, int count)
    {
        HashSet<Address>? unknown = null;
        lane.FindUnknown(submissions.AsSpan(0, count), ref unknown);
        return unknown;
    }

    private static void Record(LaneState lane, Submission[] submissions, int count)
    {
        var accepted = 0;
        for (var i = 0; i < count; i++)
        {
            var verdict = submissions[i].Verdict;
            if (verdict == Verdict.Accepted) accepted++;
            else if (verdict is not (Verdict.OverQuota or Verdict.TooManyUnordered))
                Telemetry.Judged(lane.Lane.Value, verdict.ToString(), 1);
        }
        if (accepted > 0) Telemetry.Judged(lane.Lane.Value, nameof(Verdict.Accepted), accepted);
    }
}
