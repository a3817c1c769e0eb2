namespace SharedSequencer.Protocol;

/// <summary>Why bytes are no batch. Every reason is permanent: the same bytes never become one.</summary>
public enum BatchError
{
    /// <summary>Nothing is wrong.</summary>
    None = 0,

    /// <summary>A size of more than <see cref="ProtocolDefaults.MaxBatchBytes"/>.</summary>
    TooLarge,

    /// <summary>Not the canonical RLP of a batch, or bytes behind it.</summary>
    Malformed,

    /// <summary>No item, or more than <see cref="ProtocolDefaults.MaxBatchItems"/>.</summary>
    ItemCount,

    /// <summary>Transactions on the cross-rollup lane, or a bundle or operation on a rollup's lane.</summary>
    LaneMismatch,

    /// <summary>Sequence 0, or a predecessor where there can be none, or none where there must be one.</summary>
    Sequence,

    /// <summary>Ends before it was created or before its predecessor does, or lives longer than T.</summary>
    Lifetime,
}
