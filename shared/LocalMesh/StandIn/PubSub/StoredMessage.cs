namespace SharedSequencer.StandIn.PubSub;

/// <summary>A message as the broker holds it.</summary>
/// <param name="Envelope">The CloudEvent, delivered byte for byte.</param>
/// <param name="Metadata">Publish metadata; every entry becomes an HTTP header of the delivery.</param>
/// <param name="TraceParent">The publisher's trace.</param>
/// <param name="Expires">When the message is no longer delivered.</param>
internal sealed record StoredMessage(
    ReadOnlyMemory<byte> Envelope,
    IReadOnlyDictionary<string, string> Metadata,
    string TraceParent,
    DateTimeOffset? Expires);
