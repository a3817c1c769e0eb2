using SharedSequencer.Ingress.Journal;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ingress.Transactions;

/// <summary>
/// Tells a retry from another transaction with a used nonce, by the journal: memory of what is final is bounded and
/// does not survive a restart. Asked only before "nonce too low" is answered, once per request.
/// </summary>
internal sealed class RepeatLookup(JournalReader reader)
{
    /// <summary>Turns <see cref="Verdict.NonceTooLow"/> into <see cref="Verdict.AlreadyKnown"/> where that is the truth.</summary>
    public async ValueTask RecogniseAsync(
        Lane lane, Memory<Submission> submissions, CancellationToken cancellationToken)
    {
        if (LowOnes(submissions.Span) is not { } low) return;
        try
        {
            var taken = await reader.FindTakenAsync(lane, low, cancellationToken);
            Change(submissions.Span, taken, Verdict.AlreadyKnown);
        }
        catch (Exception away) when (JournalStore.IsTransient(away))
        {
            Change(submissions.Span, low, Verdict.JournalAway);
        }
    }

    private static HashSet<Hash256>? LowOnes(ReadOnlySpan<Submission> submissions)
    {
        HashSet<Hash256>? low = null;
        foreach (ref readonly var submission in submissions)
        {
            if (submission.Verdict == Verdict.NonceTooLow) (low ??= []).Add(submission.Hash);
        }
        return low;
    }

    private static void Change(Span<Submission> submissions, HashSet<Hash256> those, Verdict verdict)
    {
        foreach (ref var submission in submissions)
        {
            if (submission.Verdict == Verdict.NonceTooLow && those.Contains(submission.Hash)) submission.Verdict = verdict;
        }
    }
}
