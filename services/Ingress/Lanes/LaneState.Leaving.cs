using SharedSequencer.Ingress.Journal;

namespace SharedSequencer.Ingress.Lanes;

/// <summary>A rollup that left: nothing is taken or cut for it, and what was taken ends with a reason.</summary>
internal sealed partial class LaneState
{
    private const string HasLeft = "the rollup has left";

    private static readonly Action<JournalGroup, Refusal> AddRefusal =
        static (group, refusal) => group.Refusals.Add(refusal);

    private bool _hasLeft;

    /// <summary>
    /// What the registry says now. What stands in an open batch when the rollup leaves may still be in a block, so
    /// it ends with its batch.
    /// </summary>
    public void SetActive(bool isActive)
    {
        lock (_gate)
        {
            _hasLeft = !isActive;
            RefuseIfLeft();
        }
    }

    /// <summary>Nothing that could be cut outlives this in a lane whose rollup has left.</summary>
    private void RefuseIfLeft()
    {
        if (!_hasLeft) return;
        foreach (var range in _batches.TakeUncut())
        {
            for (var position = range.From; position <= range.To; position++)
            {
                if (_window.Remove(position) is { } entry) RefuseEntry(entry);
            }
        }
        foreach (var sender in _accounts?.WithHeld.ToArray() ?? [])
        {
            var account = _accounts!.Find(sender)!;
            foreach (var entry in account.Held!.Values.ToArray())
            {
                _accounts.Release(account, entry.Nonce);
                RefuseHeld(entry, LadderExit.Rejected, HasLeft);
            }
        }
    }

    /// <summary>Its nonce is free again, should the rollup come back.</summary>
    private void RefuseEntry(Entry entry)
    {
        Untrack(entry);
        var refusal = new Refusal(
            entry.Name, entry.Position, LadderExit.Rejected, HasLeft, _parts.Clock.WallMilliseconds);
        _parts.Journal.Append(refusal, AddRefusal);
        if (_accounts?.Find(entry.Sender) is not { } account) return;
        account.Unordered--;
        account.Next = Math.Min(account.Next, entry.Nonce);
        account.LastPosition = Math.Min(account.LastPosition, entry.Position - 1);
    }
}
