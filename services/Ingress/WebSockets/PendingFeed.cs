using System.Collections.Concurrent;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ingress.WebSockets;

/// <summary>Tells subscribers the hash of every transaction once it is durable.</summary>
internal sealed class PendingFeed
{
    private readonly ConcurrentDictionary<string, Subscriber> _subscribers = new(StringComparer.Ordinal);

    public bool HasSubscribers => !_subscribers.IsEmpty;

    /// <param name="id">The subscription's own id.</param>
    /// <param name="lane">The rollup listened to.</param>
    /// <param name="push">Must not block; what it cannot take is its own affair.</param>
    public void Subscribe(string id, Lane lane, Action<Hash256> push) =>
        _subscribers[id] = new Subscriber(lane, push);

    public bool Unsubscribe(string id) => _subscribers.TryRemove(id, out _);

    public void Publish(Lane lane, in Hash256 hash)
    {
        foreach (var (_, subscriber) in _subscribers)
        {
            if (subscriber.Lane == lane) subscriber.Push(hash);
        }
    }

    private sealed record Subscriber(Lane Lane, Action<Hash256> Push);
}
