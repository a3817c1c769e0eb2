using SharedSequencer.Bundles.Storage;

namespace SharedSequencer.Bundles.Events;

/// <summary>Where events of bundles go.</summary>
internal interface IBundleEvents
{
    /// <summary>Returns when the broker has the event.</summary>
    /// <exception cref="BrokerAwayException">It has not, as far as known.</exception>
    Task PublishAsync(OutboxRow stored, CancellationToken cancellationToken);
}
