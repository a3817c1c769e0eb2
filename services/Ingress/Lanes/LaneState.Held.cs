using SharedSequencer.Ingress.Accounts;
using SharedSequencer.Ingress.Journal;
using SharedSequencer.Primitives;

namespace SharedSequencer.Ingress.Lanes;

/// <summary>What waits for a nonce gap to close.</summary>
internal sealed partial class LaneState
{
    private static readonly Action<JournalGroup, Entry> AddHeld = static (group, entry) => group.Hold(entry);

    /// <summary>One append, so that no crash finds it neither held nor in line.</summary>
    private static readonly Action<JournalGroup, Entry> MoveHeldToEntries = static (group, entry) =>
    {
        group.EndHold(entry.Name);
        group.Entries.Add(entry);
    };

    private static readonly Action<JournalGroup, Refusal> MoveHeldToRefusals = static (group, refusal) =>
    {
        group.EndHold(refusal.Name);
        group.Refusals.Add(refusal);
    };

    /// <summary>Senders with a gap, about whom the node is asked again now and then.</summary>
    public Address[] SendersWithGap(int atMost)
    {
        lock (_gate)
        {
            return _accounts is null ? [] : [.. _accounts.WithHeld.Take(atMost)];
        }
    }

    /// <summary>Gives up on gaps that stayed open too long; says how many transactions that were.</summary>
    public int ExpireHeld(long wallMilliseconds)
    {
        if (_accounts is null) return 0;
        var oldest = wallMilliseconds - (_parts.Limits.HoldSeconds * 1_000L);
        lock (_gate)
        {
            if (_held == 0) return 0;
            var expired = new List<(Account Account, Entry Entry)>();
            foreach (var sender in _accounts.WithHeld)
            {
                var account = _accounts.Find(sender)!;
                foreach (var entry in account.Held!.Values)
                {
                    if (entry.ReceivedMilliseconds <= oldest) expired.Add((account, entry));
                }
            }
            foreach (var (account, entry) in expired)
            {
                _accounts.Release(account, entry.Nonce);
                RefuseHeld(entry, LadderExit.Expired, "the nonce gap before it did not close in time");
            }
            return expired.Count;
        }
    }

    private Task<bool> Hold(Entry entry, Account account)
    {
        _accounts!.Hold(account, entry);
        TrackHeld(entry);
        return _parts.Journal.Append(entry, AddHeld);
    }

    private void TrackHeld(Entry entry)
    {
        _pending[entry.Hash] = entry;
        _held++;
        _unorderedBytes += entry.Raw.Length;
        _parts.Room.Take(entry.Raw.Length);
    }

    /// <summary>
    /// Moves held transactions into the line for as long as the next nonce is among them. Returns the task of the
    /// last append: that of the caller, <paramref name="done"/>, when nothing moved.
    /// </summary>
    private Task<bool> ReleaseHeld(Account account, Task<bool> done)
    {
        while (account.Held is { } held && held.Keys[0] <= account.Next)
        {
            var entry = _accounts!.Release(account, held.Keys[0])!;
            if (entry.Nonce < account.Next)
            {
                done = RefuseHeld(
                    entry, LadderExit.Rejected, "nonce too low: another transaction with this nonce came first");
                continue;
            }
            Unhold(entry);
            done = Enqueue(entry, account, MoveHeldToEntries);
        }
        return done;
    }

    private Task<bool> RefuseHeld(Entry entry, LadderExit exit, string reason)
    {
        Unhold(entry);
        var refusal = new Refusal(entry.Name, entry.Position, exit, reason, _parts.Clock.WallMilliseconds);
        return _parts.Journal.Append(refusal, MoveHeldToRefusals);
    }

    private void Unhold(Entry entry)
    {
        _held--;
        _pending.Remove(entry.Hash);
        _unorderedBytes -= entry.Raw.Length;
        _parts.Room.Give(entry.Raw.Length);
    }
}
