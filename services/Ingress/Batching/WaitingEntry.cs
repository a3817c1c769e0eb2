using SharedSequencer.Protocol;

namespace SharedSequencer.Ingress.Batching;

/// <summary>
/// A durable entry that is in no batch yet; <paramref name="EncodedSize"/> is its size inside one, which holds nothing but
/// its <paramref name="Kind"/>.
/// </summary>
internal readonly record struct WaitingEntry(long Position, int EncodedSize, BatchKind Kind);
