using SharedSequencer.Ingress.Journal;
using SharedSequencer.Ingress.Transactions;
using SharedSequencer.Primitives;

namespace SharedSequencer.Ingress.Lanes;

/// <summary>Taking into the cross-rollup lane what concerns bundles.</summary>
internal sealed partial class LaneState
{
    private static readonly Action<JournalGroup, Entry> AddItem = static (group, entry) =>
    {
        group.Entries.Add(entry);
        if (entry.Bundle is not null) group.Bundles.Add(entry);
        if (entry.Key is { } key) group.Keys.Add(key);
    };

    /// <summary>
    /// Back-pressure: room for one item of a submitter, whose signature was checked. What was reserved is given back by
    /// <see cref="AdmitItem"/> or <see cref="ReleaseItem"/>.
    /// </summary>
    public bool TryReserveItem(in Address submitter, int bytes, out Verdict refusal)
    {
        lock (_gate)
        {
            if (!HasRoomForItem(out refusal) || !_submitters.TryTake(submitter, bytes, out refusal)) return false;
            _reserved++;
            return true;
        }
    }

    public void ReleaseItem(in Address submitter, int bytes)
    {
        lock (_gate)
        {
            _reserved--;
            _submitters.Give(submitter, bytes);
        }
    }

    /// <summary>
    /// Queues a reserved item for the journal; the same bytes again are <see cref="Verdict.AlreadyKnown"/>, unless they are to
    /// be ordered anew: then only while they wait for order.
    /// </summary>
    public Task<bool> AdmitItem(Entry entry, int reservedBytes, bool isAnew, out Verdict verdict)
    {
        lock (_gate)
        {
            _reserved--;
            _submitters.Give(entry.Sender, reservedBytes);
            return QueueItem(entry, isAnew, out verdict);
        }
    }

    /// <summary>The same for what no submitter answers for: reports and expiries, whose rate is bounded.</summary>
    public Task<bool> AdmitItem(Entry entry, bool isAnew, out Verdict verdict)
    {
        lock (_gate)
        {
            return HasRoomForItem(out verdict) ? QueueItem(entry, isAnew, out verdict) : NothingToWrite;
        }
    }

    private bool HasRoomForItem(out Verdict refusal)
    {
        var hasRoom = _unordered + _reserved < _parts.Limits.MaxUnorderedPerRollup
            && _unorderedBytes < _parts.Limits.MaxUnorderedBytesPerRollup && _parts.Room.HasRoom;
        refusal = hasRoom ? Verdict.Accepted : Verdict.TooManyUnordered;
        return hasRoom;
    }

    private Task<bool> QueueItem(Entry entry, bool isAnew, out Verdict verdict)
    {
        var isKnown = isAnew ? _pending.ContainsKey(entry.Hash) : IsKnown(entry.Hash);
        verdict = isKnown ? Verdict.AlreadyKnown : Verdict.Accepted;
        return verdict == Verdict.Accepted ? Enqueue(entry, null, AddItem) : _parts.Journal.AllDurable();
    }
}
