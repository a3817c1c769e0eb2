using SharedSequencer.Ingress.Journal;

namespace SharedSequencer.Ingress.Batching;

/// <summary>A batch that was just signed: what the journal keeps of it, and its bytes.</summary>
internal readonly record struct SealedBatch(BatchRecord Record, ReadOnlyMemory<byte> Encoded);
