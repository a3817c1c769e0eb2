using System.Collections.Concurrent;
using System.Threading.Channels;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ingress.WebSockets;

/// <summary>
/// Tells subscribers the hash of every transaction once it is durable. The journal's path only puts hashes into a
/// bounded queue; when the telling falls behind by more than that, the subscribers are dropped, because a stream
/// with a hole is none.
/// </summary>
internal sealed class PendingFeed(SocketOptions options)
{
    private readonly Channel<(Lane Lane, Hash256 Hash)> _queue = Channel.CreateBounded<(Lane, Hash256)>(
        new BoundedChannelOptions(options.MaxQueuedAnnouncements) { SingleReader = true });

    private readonly ConcurrentDictionary<Lane, ConcurrentDictionary<string, SocketOutbox>> _lanes = [];
    private volatile bool _isOverrun;

    /// <param name="id">The subscription's own id.</param>
    /// <param name="lane">The rollup listened to; must be a registered one.</param>
    /// <param name="outbox">Where the hashes go.</param>
    public void Subscribe(string id, Lane lane, SocketOutbox outbox) =>
        _lanes.GetOrAdd(lane, static _ => new ConcurrentDictionary<string, SocketOutbox>(StringComparer.Ordinal))[id]
            = outbox;

    public bool Unsubscribe(string id, Lane lane) => _lanes.TryGetValue(lane, out var all) && all.TryRemove(id, out _);

    /// <summary>Never waits.</summary>
    public void Publish(Lane lane, in Hash256 hash)
    {
        if (!_lanes.TryGetValue(lane, out var all) || all.IsEmpty) return;
        if (!_queue.Writer.TryWrite((lane, hash))) _isOverrun = true;
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await foreach (var (lane, hash) in _queue.Reader.ReadAllAsync(cancellationToken))
        {
            if (_isOverrun) DropAll();
            foreach (var (id, outbox) in _lanes[lane]) outbox.Push(SubscriptionText.Push(id, hash));
        }
    }

    private void DropAll()
    {
        _isOverrun = false;
        foreach (var (_, all) in _lanes)
        {
            foreach (var (id, outbox) in all)
            {
                all.TryRemove(id, out _);
                outbox.Drop("more transactions than can be told");
            }
        }
    }
}
