using System.Collections.Concurrent;
using System.Text.Json;
using SharedSequencer.Bundles.Events;
using SharedSequencer.Bundles.Storage;
using SharedSequencer.Messages;

namespace SharedSequencer.Bundles.Tests.Support;

/// <summary>A broker that a test can take away.</summary>
internal sealed class EventsDouble : IBundleEvents
{
    private readonly ConcurrentQueue<BundleChanged> _published = new();

    public volatile bool IsAway;

    /// <summary>Takes so many events, then is away; negative for no bound.</summary>
    public int Room { get; set; } = -1;

    public IReadOnlyList<BundleChanged> Published => [.. _published];

    public Task PublishAsync(OutboxRow stored, CancellationToken cancellationToken)
    {
        if (IsAway || Room == 0) throw new BrokerAwayException(new IOException("the broker is away"));
        if (Room > 0) Room--;
        _published.Enqueue(JsonSerializer.Deserialize<BundleChanged>(stored.Payload, MeshJson.Options)!);
        return Task.CompletedTask;
    }

    public IReadOnlyList<BundleState> Of(Protocol.Bundle bundle) =>
        [.. Published.Where(change => change.BundleId == bundle.Id.ToString()).Select(change => change.State)];
}
