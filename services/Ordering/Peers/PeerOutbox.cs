using SharedSequencer.Protocol;

namespace SharedSequencer.Ordering.Peers;

/// <summary>
/// What waits to be sent to one validator: in order, bounded in bytes and messages. Adding never waits: when there is
/// no room, what is useless goes first (a status after a newer one, votes in views that are over), then the least
/// useful kind, the oldest of it. Any thread may add; one takes.
/// </summary>
/// <param name="maxBytes">Most bytes; a single larger message is kept alone.</param>
/// <param name="maxMessages">Most messages.</param>
/// <param name="onShed">Told the kind of each message that is given up.</param>
internal sealed class PeerOutbox(long maxBytes, int maxMessages, Action<OutgoingKind> onShed) : IDisposable
{
    private static readonly int Kinds = Enum.GetValues<OutgoingKind>().Length;

    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _filled = new(0, 1);
    private readonly Queue<(ulong Number, OutgoingMessage Message)>[] _waiting =
        [.. Enumerable.Range(0, Kinds).Select(_ => new Queue<(ulong Number, OutgoingMessage Message)>())];

    private ulong _next;
    private View _settled;
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
            if (message.Kind == OutgoingKind.Status)
            {
                Clear(OutgoingKind.Status);
            }

            _waiting[(int)message.Kind].Enqueue((_next++, message));
            _bytes += message.Encoded.Length;
            _count++;
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
            var agreement = _waiting[(int)OutgoingKind.Agreement];
            while (agreement.TryPeek(out var oldest) && IsOver(oldest.Message))
            {
                onShed(Remove(agreement).Kind);
            }
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

    private Queue<(ulong Number, OutgoingMessage Message)>? Oldest()
    {
        Queue<(ulong Number, OutgoingMessage Message)>? oldest = null;
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
        var agreement = _waiting[(int)OutgoingKind.Agreement];
        var victims = agreement.TryPeek(out var oldest) && IsOver(oldest.Message)
            ? agreement
            : _waiting.First(queue => queue.Count > 0);
        onShed(Remove(victims).Kind);
    }

    private void Clear(OutgoingKind kind)
    {
        var queue = _waiting[(int)kind];
        while (queue.Count > 0)
        {
            onShed(Remove(queue).Kind);
        }
    }

    private OutgoingMessage Remove(Queue<(ulong Number, OutgoingMessage Message)> queue)
    {
        var (_, message) = queue.Dequeue();
        _bytes -= message.Encoded.Length;
        _count--;
        return message;
    }

    private bool IsOver(OutgoingMessage message) => message.View is { } view && view <= _settled;
}
