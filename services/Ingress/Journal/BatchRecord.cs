using SharedSequencer.Ingress.Batching;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ingress.Journal;

/// <summary>What the journal keeps of a batch: with the entries of its range it gives back the identical bytes.</summary>
internal sealed record BatchRecord
{
    public required Lane Lane { get; init; }

    public required ulong Sequence { get; init; }

    public required Hash256 Digest { get; init; }

    public required Hash256 Predecessor { get; init; }

    public required ulong PredecessorNotAfterMilliseconds { get; init; }

    public required ulong CreatedMilliseconds { get; init; }

    public required ulong NotAfterMilliseconds { get; init; }

    public required BatchRange Range { get; init; }

    public required Signature Signature { get; init; }
}
