using SharedSequencer.Ingress.Bundles;
using SharedSequencer.Ingress.Journal;
using SharedSequencer.Ingress.Limits;
using SharedSequencer.Ingress.Transactions;
using SharedSequencer.Primitives;

namespace SharedSequencer.Ingress.Lanes;

/// <summary>
/// How much of the cross-rollup lane each submitter of bundles holds, so that none fills it for others. Guarded by the lock
/// of the lane.
/// </summary>
internal sealed class SubmitterLoads(LimitsOptions limits)
{
    private readonly Dictionary<Address, (int Count, long Bytes)> _loads = [];
    private int _count;
    private long _bytes;

    /// <summary>Takes so many bytes on a submitter, or says which bound is in the way.</summary>
    public bool TryTake(in Address submitter, int bytes, out Verdict refusal)
    {
        var (count, held) = _loads.GetValueOrDefault(submitter);
        refusal = Verdict.TooManyUnordered;
        if (_count >= limits.MaxUnorderedBundles || _bytes + bytes > limits.MaxUnorderedBundleBytes) return false;
        refusal = Verdict.TooManyOfSubmitter;
        if (count >= limits.MaxUnorderedBundlesPerSubmitter || held + bytes > limits.MaxUnorderedBundleBytesPerSubmitter)
            return false;
        refusal = Verdict.Accepted;
        Change(submitter, 1, bytes);
        return true;
    }

    public void Give(in Address submitter, int bytes) => Change(submitter, -1, -bytes);

    public void Add(Entry entry)
    {
        if (IsOfSubmitter(entry)) Change(entry.Sender, 1, entry.Raw.Length);
    }

    public void Remove(Entry entry)
    {
        if (IsOfSubmitter(entry)) Change(entry.Sender, -1, -entry.Raw.Length);
    }

    private static bool IsOfSubmitter(Entry entry) => entry.Lane.IsShared && BundleItems.AreOfSubmitter(entry.Raw.Span);

    private void Change(in Address submitter, int count, long bytes)
    {
        var (held, heldBytes) = _loads.GetValueOrDefault(submitter);
        _count += count;
        _bytes += bytes;
        if (held + count == 0) _loads.Remove(submitter);
        else _loads[submitter] = (held + count, heldBytes + bytes);
    }
}
