using SharedSequencer.Ingress.Accounts;
using SharedSequencer.Ingress.Batching;
using SharedSequencer.Ingress.Journal;
using SharedSequencer.Ingress.Limits;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ingress.Lanes;

/// <summary>
/// Everything in memory about one lane, behind one lock: what is taken but not final, its senders, its batches.
/// The lock is held for arithmetic only, never across I/O. Rebuilt from the journal at start.
/// </summary>
internal sealed partial class LaneState
{
    private readonly Lock _gate = new();
    private readonly LaneParts _parts;
    private readonly AccountTable? _accounts;
    private readonly Dictionary<Hash256, Entry> _pending = [];
    private readonly EntryWindow _window = new();
    private readonly TokenBucket _quota;
    private readonly LaneBatches _batches;
    private readonly SortedList<ulong, BatchRecord> _records = [];
    private readonly SubmitterLoads _submitters;

    private long _lastPosition;
    private int _unordered;
    private long _unorderedBytes;
    private int _reserved;
    private int _held;
    private ulong _lastSequence;
    private Hash256 _lastDigest;
    private ulong _lastNotAfter;
    private long _executedThrough;

    public LaneState(LaneIdentity identity, bool judgesNonces, LaneParts parts)
    {
        Identity = identity;
        _parts = parts;
        var limits = parts.Limits;
        _accounts = judgesNonces ? new AccountTable(limits.MaxTrackedAccounts, SaveLegs) : null;
        var rate = identity.Lane.IsShared ? limits.OperationsPerSecond : limits.TransactionsPerSecondPerRollup;
        _quota = new TokenBucket(rate, Math.Max(1, rate * (limits.QuotaBurstMilliseconds / 1000.0)));
        _submitters = new SubmitterLoads(limits);
        _batches = new LaneBatches(parts.Batching, parts.BatchSize);
    }

    public LaneIdentity Identity { get; }

    public Lane Lane => Identity.Lane;

    /// <summary>Nonces are judged only where a node can be asked about senders.</summary>
    public bool JudgesNonces => _accounts is not null;

    /// <summary>How many senders are remembered; 0 where nonces are not judged.</summary>
    public int MaxTrackedAccounts => _accounts is null ? 0 : _parts.Limits.MaxTrackedAccounts;

    /// <summary>Entries that are not in a final block.</summary>
    public int Unordered
    {
        get
        {
            lock (_gate)
            {
                return _unordered;
            }
        }
    }

    /// <summary>The rollup reported that it executed everything up to this position.</summary>
    public long ExecutedThrough
    {
        get
        {
            lock (_gate)
            {
                return _executedThrough;
            }
        }
    }

    public LaneStatus Status()
    {
        lock (_gate)
        {
            return new LaneStatus(_unordered, _held, _batches.Open.Count, _lastPosition);
        }
    }

    /// <summary>
    /// The nonces a wallet should know of when the node answered <paramref name="executed"/>, or nothing; null when nothing
    /// is known beyond that.
    /// </summary>
    public NonceAnswer? NonceOf(in Address sender, ulong? executed = null)
    {
        lock (_gate)
        {
            var account = _accounts?.Find(sender);
            if (account is null || account.IsSettled(_accounts!.ExecutedThrough)) return null;
            return account.IsCounted || executed is not null ? account.NoncesFrom(executed ?? 0) : null;
        }
    }

    /// <summary>All that is not final, in no particular order.</summary>
    public Entry[] Pending()
    {
        lock (_gate)
        {
            return [.. _pending.Values];
        }
    }

    /// <summary>The entry, while it is not final.</summary>
    public Entry? FindPending(in Hash256 hash)
    {
        lock (_gate)
        {
            return _pending.GetValueOrDefault(hash);
        }
    }
}
