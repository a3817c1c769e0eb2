namespace SharedSequencer.StandIn.PubSub;

/// <summary>The trace that a publisher belongs to.</summary>
internal readonly record struct TraceFields(string Parent, string State);
