using SharedSequencer.Protocol;

namespace SharedSequencer.Ordering.Peers;

/// <summary>
/// What waits to be sent to one validator: in order, bounded in bytes and messages. A newer status or Finalization takes the
/// place of an older one. Adding never waits: when there is no room, what is over goes first (proposals, votes and
/// certificates of views that are over, old news of batches), then the least useful kind, the oldest of it. Any thread may
/// add; one takes.
/// </summary>
/// <param name="maxBytes">Most bytes; a single larger message is kept alone.</param>
/// <param name="maxMessages">Most messages.</param>
/// <param name="onShed">Told the kind of each message that is given up.</param>
internal sealed class PeerOutbox(long maxBytes, int maxMessages, Action<OutgoingKind> onShed) : IDisposable
{
    private static readonly int Kinds = Enum.GetValues<OutgoingKind>().Length;

    /// <summary>
    /// After so many views news of a batch is old: it is ordered, or whoever still collects for it pushes it and is told again.
    /// </summary>
    private const ulong AvailabilityViews = 16;

    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _filled = new(0, 1);
    private readonly Queue<Entry>[] _waiting = [.. Enumerable.Range(0, Kinds).Select(_ => new Queue<Entry>())];

    private ulong _next;
    private View _settled;

    /// <summary>What was over by this view has been dropped: everything is looked through once per view at most.</summary>
    private View _swept;
    private long _bytes;
    private int _count;

    /// <summary>Bytes that wait.</summary>
    public long Bytes
    {
        get
        {
            lock (_gate)
            {
                return _bytes;
            }
        }
    }

    public void Add(OutgoingMessage message)
    {
        lock (_gate)
        {
            Enqueue(message);
            while (_count > 1 && (_bytes > maxBytes || _count > maxMessages))
            {
                Shed();
            }

            if (_filled.CurrentCount == 0)
            {
                _filled.Release();
            }
        }
    }

    /// <summary>
    /// Views up to this one are over here. A vote in one is still sent while there is room: others may wait for it.
    /// </summary>
    public void Settle(View view)
    {
        lock (_gate)
        {
            _settled = View.Max(_settled, view);
        }
    }

    /// <summary>
    /// The connection was away for long: what the validator meanwhile learns in another way, or asks for, would only
    /// keep it from what is new.
    /// </summary>
    public void DropStale()
    {
        lock (_gate)
        {
            Clear(OutgoingKind.Body);
            Clear(OutgoingKind.Blocks);
            TryDropOver();
        }
    }

    /// <summary>Waits until there is something and takes what fits into a frame, oldest first.</summary>
    public async Task<PeerFrame> Take(CancellationToken cancel)
    {
        while (true)
        {
            await _filled.WaitAsync(cancel);
            var frame = TakeFrame();
            if (frame.Messages.Count > 0)
            {
                return frame;
            }
        }
    }

    public void Dispose() => _filled.Dispose();

    private PeerFrame TakeFrame()
    {
        var messages = new List<ReadOnlyMemory<byte>>();
        var bytes = 0;
        lock (_gate)
        {
            while (Oldest() is { } queue && (bytes == 0 || bytes + queue.Peek().Message.Encoded.Length <= PeerFrame.UsualBytes))
            {
                var message = Remove(queue);
                bytes += message.Encoded.Length;
                messages.Add(message.Encoded);
            }

            if (_count > 0 && _filled.CurrentCount == 0)
            {
                _filled.Release();
            }
        }

        return new PeerFrame(messages);
    }

    private void Enqueue(OutgoingMessage message)
    {
        var queue = _waiting[(int)message.Kind];
        var number = _next++;
        if (message.Kind is OutgoingKind.Status or OutgoingKind.Standing or OutgoingKind.Finality && queue.TryPeek(out var older))
        {
            if (older.Message.View > message.View)
            {
                onShed(message.Kind);
                return;
            }

            // In its place: one that went to the end each time would never leave a queue that never empties.
            number = older.Number;
            Clear(message.Kind);
        }

        queue.Enqueue(new Entry(number, message, EndOf(message)));
        _bytes += message.Encoded.Length;
        _count++;
    }

    private View? EndOf(OutgoingMessage message) => message.Kind switch
    {
        OutgoingKind.Agreement => message.View,
        OutgoingKind.Availability => new View(_settled.Value + AvailabilityViews),
        _ => null,
    };

    private Queue<Entry>? Oldest()
    {
        Queue<Entry>? oldest = null;
        foreach (var queue in _waiting)
        {
            if (queue.Count > 0 && (oldest is null || queue.Peek().Number < oldest.Peek().Number))
            {
                oldest = queue;
            }
        }

        return oldest;
    }

    private void Shed()
    {
        if (!TryDropOver())
        {
            onShed(Remove(_waiting.First(queue => queue.Count > 0)).Kind);
        }
    }

    /// <summary>Drops everything that is over; false when nothing is that has not been looked for.</summary>
    private bool TryDropOver()
    {
        if (_swept == _settled)
        {
            return false;
        }

        _swept = _settled;
        var before = _count;
        foreach (var queue in _waiting)
        {
            for (var left = queue.Count; left > 0; left--)
            {
                if (queue.Peek().End <= _settled)
                {
                    onShed(Remove(queue).Kind);
                }
                else
                {
                    queue.Enqueue(queue.Dequeue());
                }
            }
        }

        return _count < before;
    }

    private void Clear(OutgoingKind kind)
    {
        var queue = _waiting[(int)kind];
        while (queue.Count > 0)
        {
            onShed(Remove(queue).Kind);
        }
    }

    private OutgoingMessage Remove(Queue<Entry> queue)
    {
        var message = queue.Dequeue().Message;
        _bytes -= message.Encoded.Length;
        _count--;
        return message;
    }

    /// <param name="Number">Its place in the order.</param>
    /// <param name="Message">What is to be sent.</param>
    /// <param name="End">With this view it is over; null when with none.</param>
    private readonly record struct Entry(ulong Number, OutgoingMessage Message, View? End);
}
