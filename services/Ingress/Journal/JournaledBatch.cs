using SharedSequencer.Primitives;

namespace SharedSequencer.Ingress.Journal;

/// <summary>The batch that holds a transaction; the times and the height are known once it is final.</summary>
internal sealed record JournaledBatch(
    ulong Sequence, Hash256 Digest, ulong? CertifiedMilliseconds, ulong? Height, ulong? BlockMilliseconds);
