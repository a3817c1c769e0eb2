namespace SharedSequencer.Bundles.Events;

/// <summary>The sidecar or the broker did not take an event; it may later.</summary>
internal sealed class BrokerAwayException(Exception cause) : Exception(cause.Message, cause);
