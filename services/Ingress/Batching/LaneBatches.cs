using SharedSequencer.Protocol;

namespace SharedSequencer.Ingress.Batching;

/// <summary>
/// Decides for one lane when a batch closes, when it is sent and sent again, and what replaces it when it expires.
/// Pure: positions and sizes in, ranges and sequence numbers out; times are handed in. Invariants: every added
/// position stands in exactly one of waiting, one replacement range, one open batch, or is final; ranges are cut
/// in order; a batch is sent only after <see cref="Journaled"/>.
/// </summary>
internal sealed class LaneBatches(BatchingOptions options, BatchSizeLimits limits)
{
    /// <summary>What a new batch has left to be certified and ordered, at least.</summary>
    private static readonly TimeSpan LeastLifetime = TimeSpan.FromMinutes(1);

    private readonly Queue<WaitingEntry> _waiting = new();
    private readonly Queue<BatchRange> _replacements = new();
    private readonly SortedList<ulong, OpenBatch> _open = [];
    private long _waitingBytes;
    private TimeSpan _lastCut;

    /// <summary>Open batches in order of sequence.</summary>
    public IList<OpenBatch> Open => _open.Values;

    /// <summary>The end of the open batch that expires first; null when none is open.</summary>
    public ulong? EarliestNotAfterMilliseconds
    {
        get
        {
            ulong? earliest = null;
            foreach (var batch in _open.Values)
            {
                if (!(earliest <= batch.NotAfterMilliseconds)) earliest = batch.NotAfterMilliseconds;
            }
            return earliest;
        }
    }

    public int WaitingCount => _waiting.Count;

    /// <summary>
    /// Batches that are open together end together, so while some are open that end soon nothing is cut. It goes on when
    /// these are final, which new ones would have to wait for anyway (R6), or when they expire.
    /// </summary>
    public bool IsPaused(ChainTime now) =>
        EarliestNotAfterMilliseconds < now.Plus(LeastLifetime).Milliseconds && (_waiting.Count > 0 || _replacements.Count > 0);

    public bool IsIdle => _waiting.Count == 0 && _replacements.Count == 0 && _open.Count == 0;

    /// <summary>An entry is durable and may go into a batch.</summary>
    public void Add(long position, int encodedSize, BatchKind kind = BatchKind.Transactions)
    {
        _waiting.Enqueue(new WaitingEntry(position, encodedSize, kind));
        _waitingBytes += encodedSize;
    }

    /// <summary>Takes back a batch that was open when the process stopped; it is sent again at once.</summary>
    public void Restore(OpenBatch batch)
    {
        batch.Stage = BatchStage.Ready;
        Opened(batch);
    }

    /// <summary>
    /// Cuts the next batch when it is time: the longer after the last one, the more are open, so that a lone entry
    /// never waits and many travel together; or when a batch is full. The caller seals and <see cref="Opened"/>s it.
    /// </summary>
    public bool TryCut(TimeSpan now, out BatchRange range)
    {
        range = default;
        if (!HasRoom) return false;
        if (_replacements.TryDequeue(out range)) return true;
        if (_waiting.Count == 0 || (now < NextCut && !IsFull)) return false;
        range = CutWaiting();
        _lastCut = now;
        return true;
    }

    /// <summary>Before it only a full batch closes.</summary>
    private TimeSpan NextCut => _lastCut + TimeSpan.FromMilliseconds(options.GatherMilliseconds * _open.Count);

    private bool HasRoom => _open.Count < options.MaxOpenBatchesPerLane;

    private bool IsFull => _waiting.Count >= limits.MaxItems || _waitingBytes >= limits.MaxContentBytes;

    /// <summary>A batch is of one kind, so a cut ends where the kind changes.</summary>
    private BatchRange CutWaiting()
    {
        var (from, _, kind) = _waiting.Peek();
        var to = from;
        var bytes = 0L;
        var count = 0;
        while (count < limits.MaxItems && _waiting.TryPeek(out var next) && next.Kind == kind)
        {
            if (count > 0 && bytes + next.EncodedSize > limits.MaxContentBytes) break;
            _waiting.Dequeue();
            to = next.Position;
            bytes += next.EncodedSize;
            count++;
        }
        _waitingBytes -= bytes;
        return new BatchRange(from, to);
    }

    /// <summary>The cut range was sealed under this sequence.</summary>
    public void Opened(OpenBatch batch) => _open.Add(batch.Sequence, batch);

    public void Journaled(ulong sequence)
    {
        if (_open.TryGetValue(sequence, out var batch) && batch.Stage == BatchStage.Sealed)
            batch.Stage = BatchStage.Ready;
    }

    /// <summary>The oldest batch that is due to leave; it is not due again before <see cref="Published"/>.</summary>
    public bool TryTakeDue(TimeSpan now, out OpenBatch batch)
    {
        for (var i = 0; i < _open.Count; i++)
        {
            batch = _open.Values[i];
            if (!IsDue(batch, i, now)) continue;
            batch.Stage = BatchStage.Publishing;
            batch.Attempts++;
            batch.FirstSend ??= now;
            return true;
        }
        batch = null!;
        return false;
    }

    private bool IsDue(OpenBatch batch, int index, TimeSpan now) => batch.Stage switch
    {
        BatchStage.Ready => batch.NextSend <= now && (batch.Attempts == 0 || index < options.ResendWindow),
        BatchStage.Sent => batch.NextSend <= now && index < options.ResendWindow,
        _ => false,
    };

    /// <summary>A publish returned. What was not delivered, or not ordered in time, is due again later.</summary>
    public void Published(OpenBatch batch, bool delivered, TimeSpan now)
    {
        if (!_open.ContainsKey(batch.Sequence)) return;
        batch.Stage = BatchStage.Sent;
        batch.NextSend = now + Pause(batch.Attempts, delivered);
    }

    /// <summary>
    /// The oldest batch that was first sent so long ago that it shall also go another way, whatever its publishes do; it is
    /// not given again before <see cref="Detoured"/>.
    /// </summary>
    public bool TryTakeDetour(TimeSpan now, TimeSpan after, out OpenBatch batch)
    {
        var window = Math.Min(_open.Count, options.ResendWindow);
        for (var i = 0; i < window; i++)
        {
            batch = _open.Values[i];
            if (batch.IsDetouring || !(now >= (batch.NextDetour ?? batch.FirstSend + after))) continue;
            batch.IsDetouring = true;
            batch.Detours++;
            return true;
        }
        batch = null!;
        return false;
    }

    /// <summary>The other way was tried. It is tried again later, like a publish, until the batch is final.</summary>
    public void Detoured(OpenBatch batch, bool taken, TimeSpan now)
    {
        batch.IsDetouring = false;
        batch.NextDetour = now + Pause(batch.Detours, taken);
    }

    private TimeSpan Pause(int attempts, bool delivered)
    {
        var first = delivered ? options.ResendAfterMilliseconds : options.RetryAfterMilliseconds;
        var doubled = first * Math.Pow(2, Math.Min(attempts - 1, 16));
        return TimeSpan.FromMilliseconds(Math.Min(doubled, options.ResendAtMostMilliseconds));
    }

    /// <summary>A final block holds the batch. False when the lane has no such open batch.</summary>
    public bool TryInclude(ulong sequence, out OpenBatch batch) => _open.Remove(sequence, out batch!);

    /// <summary>
    /// A block with this timestamp is final and was searched for open batches: what expired before it can never
    /// be ordered, and its entries are cut into a new batch.
    /// </summary>
    public void Expire(ulong blockTimestamp, List<OpenBatch> expired)
    {
        expired.Clear();
        foreach (var batch in _open.Values)
        {
            if (batch.NotAfterMilliseconds < blockTimestamp) expired.Add(batch);
        }
        foreach (var batch in expired)
        {
            _open.Remove(batch.Sequence);
            _replacements.Enqueue(batch.Range);
        }
    }

    /// <summary>Takes out all that is in no open batch: it is not to be ordered any more.</summary>
    public List<BatchRange> TakeUncut()
    {
        var ranges = new List<BatchRange>(_replacements);
        foreach (var entry in _waiting) ranges.Add(new BatchRange(entry.Position, entry.Position));
        _replacements.Clear();
        _waiting.Clear();
        _waitingBytes = 0;
        return ranges;
    }

    /// <summary>Entries of an expired batch whose replacement was not sealed before the process stopped.</summary>
    public void RestoreReplacement(BatchRange range) => _replacements.Enqueue(range);

    /// <summary>
    /// When time alone makes something due to cut or to send; null: never. What is overdue already waits for an event:
    /// a free slot, a final block.
    /// </summary>
    public TimeSpan? NextDue(TimeSpan now)
    {
        TimeSpan? due = null;
        if (_waiting.Count > 0) Consider(NextCut);
        var window = Math.Min(_open.Count, options.ResendWindow);
        for (var i = 0; i < window; i++)
        {
            var batch = _open.Values[i];
            if (batch.Stage is not (BatchStage.Sealed or BatchStage.Publishing)) Consider(batch.NextSend);
        }
        return due;

        void Consider(TimeSpan at)
        {
            if (at > now && (due is null || at < due)) due = at;
        }
    }
}
