using SharedSequencer.Ingress.Accounts;
using SharedSequencer.Ingress.Journal;
using SharedSequencer.Ingress.Limits;
using SharedSequencer.Ingress.Transactions;
using SharedSequencer.Primitives;

namespace SharedSequencer.Ingress.Lanes;

/// <summary>Taking transactions in.</summary>
internal sealed partial class LaneState
{
    private static readonly Task<bool> NothingToWrite = Task.FromResult(true);

    private static readonly Action<JournalGroup, Entry> AddEntry = static (group, entry) => group.Entries.Add(entry);

    /// <summary>
    /// Back-pressure, before anything is decoded: how many of these may come in. What was reserved is given back
    /// by <see cref="Admit"/>.
    /// </summary>
    public int Reserve(int wanted, TimeSpan now, out Verdict refusal)
    {
        lock (_gate)
        {
            var room = _parts.Limits.MaxUnorderedPerRollup - _unordered - _held - _reserved;
            var bytesLeft = _unorderedBytes < _parts.Limits.MaxUnorderedBytesPerRollup && _parts.Room.HasRoom;
            var fitting = bytesLeft ? Math.Clamp(room, 0, wanted) : 0;
            var granted = fitting == 0 ? 0 : _quota.Take(fitting, now);
            refusal = granted < fitting ? Verdict.OverQuota : Verdict.TooManyUnordered;
            _reserved += granted;
            return granted;
        }
    }

    public RateState QuotaState()
    {
        lock (_gate)
        {
            return _quota.State(_parts.Clock.Now);
        }
    }

    /// <summary>Gives back a reservation that never reached <see cref="Admit"/>.</summary>
    public void Release(int reserved)
    {
        lock (_gate)
        {
            _reserved -= reserved;
        }
    }

    /// <summary>Collects the senders about whom the node must be asked first.</summary>
    public void FindUnknown(ReadOnlySpan<Submission> submissions, ref HashSet<Address>? unknown)
    {
        if (_accounts is null) return;
        lock (_gate)
        {
            foreach (ref readonly var submission in submissions)
            {
                if (submission.Verdict == Verdict.Accepted
                    && _accounts.MustAsk(submission.Sender, submission.Nonce)
                    && !IsKnown(submission.Hash))
                {
                    (unknown ??= []).Add(submission.Sender);
                }
            }
        }
    }

    /// <summary>
    /// Takes over transaction counts of the node; what a raised count makes next in line leaves the hold.
    /// </summary>
    public Task<bool> Learn(IEnumerable<KeyValuePair<Address, ulong>> counts)
    {
        var done = NothingToWrite;
        lock (_gate)
        {
            foreach (var (sender, count) in counts)
            {
                if (_accounts?.Learn(sender, count) is { Held: not null } account)
                    done = ReleaseHeld(account, done);
            }
        }
        return done;
    }

    /// <summary>
    /// Judges what passed the rules that need no state, and queues what is taken for the journal, all in order.
    /// The task is that of the last append, and groups become durable in order: it tells when all of that is durable,
    /// and what these repeat as well.
    /// </summary>
    public Task<bool> Admit(Span<Submission> submissions, int reserved)
    {
        var done = NothingToWrite;
        lock (_gate)
        {
            _reserved -= reserved;
            foreach (ref var submission in submissions)
            {
                if (submission.Verdict != Verdict.Accepted) continue;
                var account = _accounts?.Find(submission.Sender);
                submission.Verdict = Judge(submission, account);
                done = submission.Verdict switch
                {
                    Verdict.Accepted => Take(submission.ToEntry(Lane, _parts.Clock), account),
                    Verdict.Held => Hold(submission.ToEntry(Lane, _parts.Clock), account!),
                    Verdict.AlreadyKnown when _pending.ContainsKey(submission.Hash) => _parts.Journal.AllDurable(),
                    _ => done,
                };
            }
        }
        return done;
    }

    private bool IsKnown(in Hash256 hash) => _pending.ContainsKey(hash) || _parts.Recent.Contains(hash);

    private Verdict Judge(in Submission submission, Account? account)
    {
        if (IsKnown(submission.Hash)) return Verdict.AlreadyKnown;
        if (_hasLeft) return Verdict.RollupInactive;
        if (_accounts is null) return Verdict.Accepted;
        if (account is null) return Verdict.TooManySenders;
        if (!account.IsCounted) return Verdict.NodeUnavailable;
        var limits = _parts.Limits;
        var held = account.Held;
        var room = Math.Min(limits.MaxHeldPerRollup - _held, limits.MaxHeldPerSender - (held?.Count ?? 0));
        var isHeld = held?.ContainsKey(submission.Nonce) ?? false;
        return NonceRules.Judge(submission.Nonce, new NonceView(account.Next, account.SoftNext, isHeld, room));
    }

    private Task<bool> Take(Entry entry, Account? account)
    {
        var done = Enqueue(entry, account, AddEntry);
        return account?.Held is null ? done : ReleaseHeld(account, done);
    }

    private Task<bool> Enqueue(Entry entry, Account? account, Action<JournalGroup, Entry> add)
    {
        entry.Position = ++_lastPosition;
        entry.DeadlineMilliseconds = _parts.Clock.ReceiptDeadline;
        Track(entry);
        if (account is not null)
        {
            _accounts!.DropLegsAfter(account, entry.Sender, entry.Nonce);
            account.Next = entry.Nonce + 1;
            account.LastPosition = entry.Position;
            account.Unordered++;
        }
        return _parts.Journal.Append(entry, add);
    }

    private void Track(Entry entry)
    {
        _pending[entry.Hash] = entry;
        if (entry.Bundle is { } bundle) _bundles[bundle.Id] = entry;
        _window.Add(entry);
        _unordered++;
        _unorderedBytes += entry.Raw.Length;
        _submitters.Add(entry);
        _parts.Room.Take(entry.Raw.Length);
    }

    private void Untrack(Entry entry)
    {
        _pending.Remove(entry.Hash);
        if (entry.Bundle is { } bundle) _bundles.Remove(bundle.Id);
        _unordered--;
        _unorderedBytes -= entry.Raw.Length;
        _submitters.Remove(entry);
        _parts.Room.Give(entry.Raw.Length);
    }
}
