using SharedSequencer.Ingress.Journal;
using SharedSequencer.Primitives;

namespace SharedSequencer.Ingress.Accounts;

/// <summary>
/// The senders of one rollup. Bounded: settled ones make room, because the node knows their nonce; where no executions
/// are reported, those do of whom nothing was heard for longest. Guarded by the lock of the lane it belongs to.
/// </summary>
internal sealed class AccountTable(int capacity)
{
    private readonly Dictionary<Address, Account> _accounts = [];
    private readonly HashSet<Address> _withHeld = [];

    public int Count => _accounts.Count;

    /// <summary>Entries up to this position are executed on the rollup.</summary>
    public long ExecutedThrough { get; private set; }

    public Account? Find(in Address sender) => _accounts.GetValueOrDefault(sender);

    /// <summary>
    /// Whether the node has to be asked before this nonce can be judged: the sender is unknown, or our count
    /// would refuse the nonce although the node may know better.
    /// </summary>
    public bool MustAsk(in Address sender, ulong nonce) =>
        !_accounts.TryGetValue(sender, out var account)
        || !account.IsCounted
        || (nonce < account.Next && account.IsSettled(ExecutedThrough));

    /// <summary>
    /// Takes over the node's transaction count. It can only raise what is known, except for a settled sender.
    /// Null when the table is full of senders with something that is not final.
    /// </summary>
    public Account? Learn(in Address sender, ulong count)
    {
        if (!_accounts.TryGetValue(sender, out var account))
        {
            if (_accounts.Count >= capacity && !MakeRoom()) return null;
            account = new Account();
            _accounts.Add(sender, account);
        }
        account.IsCounted = true;
        if (account.IsSettled(ExecutedThrough))
        {
            account.Next = account.SoftNext = count;
        }
        else
        {
            account.SoftNext = Math.Max(account.SoftNext, count);
            account.Next = Math.Max(account.Next, count);
        }
        return account;
    }

    /// <summary>Rebuilds a sender from the journal at start.</summary>
    public Account Restore(in Address sender)
    {
        if (!_accounts.TryGetValue(sender, out var account))
        {
            account = new Account();
            _accounts.Add(sender, account);
        }
        return account;
    }

    public void Executed(long position) => ExecutedThrough = Math.Max(ExecutedThrough, position);

    /// <summary>Senders that wait for a gap to close.</summary>
    public IReadOnlyCollection<Address> WithHeld => _withHeld;

    public void Hold(Account account, Entry entry)
    {
        account.Held ??= [];
        account.Held.Add(entry.Nonce, entry);
        _withHeld.Add(entry.Sender);
    }

    /// <summary>Takes out the held transaction of this nonce; null when there is none.</summary>
    public Entry? Release(Account account, ulong nonce)
    {
        if (account.Held is null || !account.Held.Remove(nonce, out var entry)) return null;
        if (account.Held.Count > 0) return entry;
        account.Held = null;
        _withHeld.Remove(entry.Sender);
        return entry;
    }

    private bool MakeRoom()
    {
        var gone = _accounts.Where(known => known.Value.IsSettled(ExecutedThrough)).ToList();
        if (gone.Count == 0)
        {
            gone = [.. _accounts.Where(static known => known.Value.IsFinal)
                .OrderBy(static known => known.Value.LastPosition)
                .Take(Math.Max(1, capacity / 4))];
        }
        foreach (var (sender, _) in gone) _accounts.Remove(sender);
        return gone.Count > 0;
    }
}
