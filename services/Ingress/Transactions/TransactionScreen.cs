using SharedSequencer.Ingress.Limits;
using SharedSequencer.Primitives;

namespace SharedSequencer.Ingress.Transactions;

/// <summary>
/// The work per transaction that needs no shared state: decode, rules, hash, recovery of the sender. Recovery is
/// nine tenths of it, so larger groups are spread over the cores.
/// </summary>
internal sealed class TransactionScreen(LimitsOptions limits)
{
    /// <summary>From here on spreading costs less than it saves.</summary>
    private const int SpreadFrom = 8;

    /// <summary>Neighbours go to one core, so that cores do not fight over cache lines.</summary>
    private const int Slice = 8;

    public void Screen(Submission[] submissions, int count, ulong chainId)
    {
        if (count < SpreadFrom)
        {
            for (var i = 0; i < count; i++) Screen(ref submissions[i], chainId);
            return;
        }
        var slices = (count + Slice - 1) / Slice;
        Parallel.For(0, slices, slice =>
        {
            var end = Math.Min(count, (slice + 1) * Slice);
            for (var i = slice * Slice; i < end; i++) Screen(ref submissions[i], chainId);
        });
    }

    private void Screen(ref Submission submission, ulong chainId)
    {
        if (submission.Verdict != Verdict.Accepted) return;
        if (!TransactionView.TryDecode(submission.Raw, limits.MaxTransactionBytes, out var view, out var error))
        {
            submission.Verdict = TransactionRules.Judge(error);
            return;
        }
        submission.Verdict = TransactionRules.Judge(view, chainId);
        if (submission.Verdict != Verdict.Accepted) return;
        if (!view.TryRecoverSender(out var sender))
        {
            submission.Verdict = Verdict.InvalidSignature;
            return;
        }
        submission.Sender = sender;
        submission.Nonce = view.Nonce;
        submission.Hash = view.ComputeHash();
    }
}
