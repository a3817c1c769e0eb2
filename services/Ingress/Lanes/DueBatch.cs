using SharedSequencer.Ingress.Batching;
using SharedSequencer.Ingress.Journal;

namespace SharedSequencer.Ingress.Lanes;

/// <summary>A batch whose turn to be published has come; <paramref name="Encoded"/> is empty when it is sent again.</summary>
internal sealed record DueBatch(
    LaneState Lane, OpenBatch Batch, BatchRecord Record, Entry[] Entries, ReadOnlyMemory<byte> Encoded);
