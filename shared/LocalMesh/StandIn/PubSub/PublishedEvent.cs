namespace SharedSequencer.StandIn.PubSub;

/// <summary>What an app asks its sidecar to publish.</summary>
internal readonly record struct PublishedEvent(
    string Publisher,
    string PubSub,
    string Topic,
    ReadOnlyMemory<byte> Payload,
    string ContentType,
    IReadOnlyDictionary<string, string> Metadata,
    TraceFields Trace);
