using SharedSequencer.Ingress.Bundles;
using SharedSequencer.Ingress.Journal;
using SharedSequencer.Primitives;

namespace SharedSequencer.Ingress.Accounts;

/// <summary>
/// The senders of one rollup. Bounded: settled ones make room, because the node knows their nonce; where no executions
/// are reported, those do of whom nothing was heard for longest. Guarded by the lock of the lane it belongs to.
/// </summary>
/// <param name="capacity">How many senders are remembered.</param>
/// <param name="legsChanged">Told what is remembered of a sender's legs, to be journaled.</param>
internal sealed class AccountTable(int capacity, Action<Address, LegRun?> legsChanged)
{
    private readonly Dictionary<Address, Account> _accounts = [];
    private readonly HashSet<Address> _withHeld = [];
    private readonly Dictionary<Hash256, Address> _withLegs = [];

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
        if (FindOrAdd(sender) is not { } account) return null;
        if (account.Legs is { } legs && (count >= legs.Next || legs.IsPassed(ExecutedThrough))) SetLegs(sender, account, null);
        if (account.IsSettled(ExecutedThrough)) account.Next = account.SoftNext = 0;
        account.IsCounted = true;
        account.Raise(count);
        return account;
    }

    /// <summary>
    /// A final block holds this transaction of a bundle. Null when that says nothing about the sender's nonces, and when the
    /// table is full.
    /// </summary>
    /// <param name="leg">The transaction.</param>
    /// <param name="lastPosition">The last position of the lane.</param>
    public Account? Include(in LegTransaction leg, long lastPosition)
    {
        if (FindOrAdd(leg.Sender) is not { } account) return null;
        if (account.IsCounted && leg.Nonce != account.SoftNext)
        {
            if (account.IsSettled(ExecutedThrough)) Forget(account);
            // The rollup skips it: the nonce is used, or what must come before it is ordered later.
            else if (leg.Nonce < account.SoftNext || account.Unordered > 0) return null;
        }
        var follows = account.Legs is { } legs && legs.Next == leg.Nonce && !legs.IsPassed(ExecutedThrough);
        var from = follows ? account.Legs!.From : leg.Nonce;
        SetLegs(leg.Sender, account, new LegRun(from, leg.Nonce + 1, leg.Hash, lastPosition));
        if (account.IsCounted) account.Raise(0);
        return account;
    }

    /// <summary>An entry takes this nonce. Legs of a higher one were ordered before it, so the rollup skips them.</summary>
    public void DropLegsAfter(Account account, in Address sender, ulong nonce)
    {
        if (account.Legs is { } legs && legs.From >= nonce) SetLegs(sender, account, null);
    }

    /// <summary>The rollup came to this transaction.</summary>
    public void ExecutedLeg(in Hash256 hash)
    {
        if (_withLegs.TryGetValue(hash, out var sender)) SetLegs(sender, _accounts[sender], null);
    }

    /// <summary>Takes over what the journal remembers of a sender's legs, after its entries.</summary>
    public void RestoreLegs(in Address sender, LegRun legs)
    {
        var account = Restore(sender);
        account.Legs = legs;
        _withLegs[legs.Last] = sender;
        if (account.IsCounted) account.Raise(0);
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

    private Account? FindOrAdd(in Address sender)
    {
        if (_accounts.TryGetValue(sender, out var account)) return account;
        if (_accounts.Count >= capacity && !MakeRoom()) return null;
        account = new Account();
        _accounts.Add(sender, account);
        return account;
    }

    /// <summary>Only the node knows its nonce.</summary>
    private static void Forget(Account account)
    {
        account.IsCounted = false;
        account.Next = account.SoftNext = 0;
    }

    private void SetLegs(in Address sender, Account account, LegRun? legs)
    {
        if (account.Legs is { } before) _withLegs.Remove(before.Last);
        if (legs is not null) _withLegs[legs.Last] = sender;
        account.Legs = legs;
        legsChanged(sender, legs);
    }

    private bool MakeRoom()
    {
        var gone = _accounts.Where(known => known.Value.IsSettled(ExecutedThrough)).ToList();
        if (gone.Count == 0)
        {
            gone = [.. _accounts.Where(static known => known.Value.IsFinal)
                .OrderBy(static known => known.Value.LastHeard)
                .Take(Math.Max(1, capacity / 4))];
        }
        foreach (var (sender, account) in gone)
        {
            if (account.Legs is not null) SetLegs(sender, account, null);
            _accounts.Remove(sender);
        }
        return gone.Count > 0;
    }
}
