namespace SharedSequencer.Ingress.Batching;

/// <summary>A durable entry that is in no batch yet; <paramref name="EncodedSize"/> is its size inside one.</summary>
internal readonly record struct WaitingEntry(long Position, int EncodedSize);
