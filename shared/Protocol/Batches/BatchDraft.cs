using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>What an ingress decides about a batch before it signs (R1); <see cref="Batch.Seal"/> makes the batch.</summary>
public sealed record BatchDraft
{
    /// <summary>The network the batch is meant for.</summary>
    public required NetworkId Network { get; init; }

    /// <summary>What the items are.</summary>
    public required BatchKind Kind { get; init; }

    /// <summary>The rollup, or the cross-rollup lane.</summary>
    public required Lane Lane { get; init; }

    /// <summary>Consecutive per ingress and lane, from 1.</summary>
    public required ulong Sequence { get; init; }

    /// <summary>Digest of the batch with the sequence before; zero for the first.</summary>
    public Hash256 Predecessor { get; init; }

    /// <summary>End of life of the predecessor; 0 for the first.</summary>
    public ChainTime PredecessorNotAfter { get; init; }

    /// <summary>Now, in chain time.</summary>
    public required ChainTime Created { get; init; }

    /// <summary>No block later than this may hold the batch; at most T after <see cref="Created"/>.</summary>
    public required ChainTime NotAfter { get; init; }

    /// <summary>The items, in the order they are to be expanded.</summary>
    public required IReadOnlyList<ReadOnlyMemory<byte>> Items { get; init; }
}
