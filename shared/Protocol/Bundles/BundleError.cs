namespace SharedSequencer.Protocol;

/// <summary>Why bytes are no bundle, or nothing else that a bundle batch may hold. Every reason is permanent.</summary>
public enum BundleError
{
    /// <summary>Nothing is wrong.</summary>
    None = 0,

    /// <summary>
    /// More than <see cref="ProtocolDefaults.MaxBundleBytes"/>, or an item of more than
    /// <see cref="ProtocolDefaults.MaxBundleItemBytes"/>.
    /// </summary>
    TooLarge,

    /// <summary>Not the canonical RLP of what it should be, or bytes behind it.</summary>
    Malformed,

    /// <summary>
    /// Fewer legs than <see cref="ProtocolDefaults.MinBundleLegs"/>, or content for more or fewer legs than the terms have.
    /// </summary>
    LegCount,

    /// <summary>Two legs of one rollup, or a leg of rollup 0.</summary>
    Rollups,

    /// <summary>An escrow without lock, a lock without escrow, or either outside execution mode.</summary>
    Escrow,

    /// <summary>
    /// No decision delay, or more than <see cref="ProtocolDefaults.MaxDecisionDelay"/>, in execution mode; or one in another.
    /// </summary>
    DecisionDelay,

    /// <summary>A replacement id without version, or a version without replacement id.</summary>
    Replacement,

    /// <summary>A leg without transactions or with too many, or one that is empty or too large.</summary>
    Transactions,

    /// <summary>
    /// Preconditions outside precondition mode or none at all in it, not those the terms name, more than
    /// <see cref="ProtocolDefaults.MaxLegAssertions"/>, or a block range that nothing is in.
    /// </summary>
    Preconditions,

    /// <summary>Attestations outside precondition mode, not by ascending leg, or of a leg that does not exist.</summary>
    Attestations,

    /// <summary>A cancel that names nothing, or both a bundle and a replacement id; or a version where none belongs.</summary>
    CancelSubject,
}
