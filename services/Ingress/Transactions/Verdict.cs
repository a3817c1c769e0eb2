namespace SharedSequencer.Ingress.Transactions;

/// <summary>What is decided about a submitted transaction. The texts stand in <see cref="VerdictTexts"/>.</summary>
internal enum Verdict : byte
{
    /// <summary>Nothing speaks against it; once journaled its hash is returned.</summary>
    Accepted,

    /// <summary>Its nonce is ahead: journaled as held, hash returned, no receipt yet.</summary>
    Held,
    Undecodable,
    TooLarge,
    TypeNotSupported,
    Unprotected,
    WrongChain,
    InvalidSignature,
    TipAboveFeeCap,
    IntrinsicGasTooLow,
    EmptyAuthorizations,
    NonceAtMaximum,
    NonceTooLow,
    NonceTooHigh,
    AlreadyKnown,
    Underpriced,
    OverQuota,
    TooManyUnordered,
    TooManySenders,
    NodeUnavailable,
    JournalAway,
    RollupInactive,

    /// <summary>Of bundles: too many of this submitter wait for order.</summary>
    TooManyOfSubmitter,
}
