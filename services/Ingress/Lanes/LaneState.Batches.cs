using SharedSequencer.Ingress.Batching;
using SharedSequencer.Ingress.Journal;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ingress.Lanes;

/// <summary>From journaled entries to final batches.</summary>
internal sealed partial class LaneState
{
    private static readonly Action<JournalGroup, BatchRecord> AddBatch =
        static (group, record) => group.Batches.Add(record);

    private static readonly Action<JournalGroup, BatchName> AddExpired =
        static (group, name) => group.Expired.Add(name);

    /// <summary>These entries of the lane are durable. Called in order of position.</summary>
    public void Journaled(ReadOnlySpan<Entry> entries)
    {
        lock (_gate)
        {
            foreach (var entry in entries)
                _batches.Add(entry.Position, BatchSizeLimits.EncodedSize(entry.Raw.Length), entry.Kind);
            RefuseIfLeft();
        }
    }

    private TimeSpan? _pausedSince;

    /// <summary>The next batch to seal, when it is time for one. Only one caller at a time cuts and opens.</summary>
    public BatchPlan? TryCut(TimeSpan now)
    {
        lock (_gate)
        {
            if (IsPaused(now) || !_batches.TryCut(now, out var range)) return null;
            return new BatchPlan(
                this, range, _window.Slice(range), _lastSequence + 1, _lastDigest, _lastNotAfter,
                _batches.EarliestNotAfterMilliseconds);
        }
    }

    private bool IsPaused(TimeSpan now)
    {
        if (_batches.IsPaused(_parts.Clock.ChainNow))
        {
            _pausedSince ??= now;
            return true;
        }
        if (_pausedSince is { } since) Telemetry.LanePaused(Lane.Value, now - since);
        _pausedSince = null;
        return false;
    }

    /// <summary>The plan was sealed: takes the place in the lane and queues the record for the journal.</summary>
    public void Open(in SealedBatch batch)
    {
        var record = batch.Record;
        lock (_gate)
        {
            _batches.Opened(new OpenBatch(record.Sequence, record.Range, record.NotAfterMilliseconds)
            {
                Encoded = batch.Encoded,
            });
            Remember(record);
            _parts.Journal.Append(record, AddBatch);
        }
    }

    /// <summary>The batch's record is durable: it may leave.</summary>
    public void BatchJournaled(ulong sequence)
    {
        lock (_gate)
        {
            _batches.Journaled(sequence);
        }
    }

    public DueBatch? TryTakeDue(TimeSpan now)
    {
        lock (_gate)
        {
            if (!_batches.TryTakeDue(now, out var batch)) return null;
            var due = new DueBatch(this, batch, _records[batch.Sequence], _window.Slice(batch.Range), batch.Encoded);
            batch.Encoded = default;
            return due;
        }
    }

    public void Published(OpenBatch batch, bool delivered, TimeSpan now)
    {
        lock (_gate)
        {
            _batches.Published(batch, delivered, now);
        }
    }

    /// <summary>A batch that waits too long, to be sent another way as well.</summary>
    public DueBatch? TryTakeDetour(TimeSpan now, TimeSpan after)
    {
        lock (_gate)
        {
            return _batches.TryTakeDetour(now, after, out var batch)
                ? new DueBatch(this, batch, _records[batch.Sequence], _window.Slice(batch.Range), default)
                : null;
        }
    }

    public void Detoured(OpenBatch batch, bool taken, TimeSpan now)
    {
        lock (_gate)
        {
            _batches.Detoured(batch, taken, now);
        }
    }

    public TimeSpan? NextDue(TimeSpan now)
    {
        lock (_gate)
        {
            return _batches.NextDue(now);
        }
    }

    /// <summary>
    /// A final block holds this batch of ours. False when it is not open here: it was seen before, or it is none
    /// of this journal, which <paramref name="isForeign"/> tells.
    /// </summary>
    public bool TryInclude(ulong sequence, in Hash256 digest, List<Entry> included, out bool isForeign)
    {
        included.Clear();
        lock (_gate)
        {
            isForeign = sequence > _lastSequence
                || (_records.TryGetValue(sequence, out var record) && record.Digest != digest);
            if (isForeign || !_batches.TryInclude(sequence, out var batch)) return false;
            _records.Remove(sequence);
            for (var position = batch.Range.From; position <= batch.Range.To; position++)
            {
                if (_window.Remove(position) is { } entry) Finish(entry, included);
            }
            return true;
        }
    }

    /// <summary>
    /// A block of this time was searched: what is not final with a deadline before it is a broken promise.
    /// </summary>
    public void CollectOverdue(ChainTime blockTimestamp, List<Entry> overdue)
    {
        lock (_gate)
        {
            _window.CollectOverdue(blockTimestamp.Milliseconds, overdue);
        }
    }

    /// <summary>
    /// What can no longer be ordered after a block of this time goes into new batches. The journal is told before
    /// the lock is released: else a new batch could be durable before the one it replaces is known as expired.
    /// </summary>
    public void Expire(ChainTime blockTimestamp, List<OpenBatch> expired)
    {
        lock (_gate)
        {
            _batches.Expire(blockTimestamp.Milliseconds, expired);
            foreach (var batch in expired)
            {
                _records.Remove(batch.Sequence);
                _parts.Journal.Append(new BatchName(Lane, batch.Sequence), AddExpired);
            }
            RefuseIfLeft();
        }
    }

    /// <summary>
    /// The rollup executed this position. What stands in an open batch before it is not executed, whatever came
    /// after. Returns what may be remembered across a restart.
    /// </summary>
    public long Executed(long position)
    {
        lock (_gate)
        {
            foreach (var batch in _batches.Open) position = Math.Min(position, batch.Range.From - 1);
            _executedThrough = Math.Max(_executedThrough, position);
            _accounts?.Executed(_executedThrough);
            return _executedThrough;
        }
    }

    private void Finish(Entry entry, List<Entry> included)
    {
        included.Add(entry);
        Untrack(entry);
        _parts.Recent.Add(entry.Hash);
        if (_accounts?.Find(entry.Sender) is not { } account) return;
        account.Unordered--;
        account.SoftNext = Math.Max(account.SoftNext, entry.Nonce + 1);
    }

    private void Remember(BatchRecord record)
    {
        _records.Add(record.Sequence, record);
        _lastSequence = record.Sequence;
        _lastDigest = record.Digest;
        _lastNotAfter = record.NotAfterMilliseconds;
    }
}
