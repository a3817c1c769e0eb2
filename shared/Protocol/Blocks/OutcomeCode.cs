namespace SharedSequencer.Protocol;

/// <summary>How an ordered item ended. The numbers are hashed and append-only.</summary>
public enum OutcomeCode : byte
{
    /// <summary>Took effect.</summary>
    Applied = 1,

    /// <summary>The rollup is not registered or has left.</summary>
    RollupInactive = 2,

    /// <summary>Not the canonical form of what it should be, or beyond a size limit.</summary>
    Malformed = 3,

    /// <summary>The signature is not that of who should have signed.</summary>
    BadSignature = 4,

    /// <summary>Made for another network.</summary>
    WrongNetwork = 5,

    /// <summary>The nonce is not the previous one plus one (R24).</summary>
    BadNonce = 6,

    /// <summary>A first registration without a grant from genesis or committee (R24).</summary>
    NoGrant = 7,

    /// <summary>The rollup is registered already.</summary>
    AlreadyRegistered = 8,

    /// <summary>Another rollup has this chain id.</summary>
    ChainIdTaken = 9,

    /// <summary>This kind of item is not served by this version of the protocol.</summary>
    Unsupported = 10,

    /// <summary>The bundle's legs stand in their rollup blocks.</summary>
    Included = 11,

    /// <summary>Its end of life is before the block.</summary>
    Expired = 12,

    /// <summary>Its end of life is more than <see cref="ProtocolDefaults.MaxBundleLifetime"/> after the block.</summary>
    TooLongLived = 13,

    /// <summary>The submitter took it back (R21).</summary>
    Cancelled = 14,

    /// <summary>A version that is not lower was ordered before, or one was included (R21).</summary>
    Replaced = 15,

    /// <summary>A leg needs a reporter and its rollup names none.</summary>
    NoReporter = 16,

    /// <summary>One of its transactions has its place already, or is there twice (R20).</summary>
    TransactionOrdered = 17,

    /// <summary>No attestation of the rollup's reporter for a leg with preconditions.</summary>
    NotAttested = 18,

    /// <summary>A leg's rollup block would have a number outside its preconditions.</summary>
    OutsideBlockRange = 19,

    /// <summary>More rollup blocks than the preconditions allow came since the attested one.</summary>
    StaleAttestation = 20,

    /// <summary>Another bundle with the same terms was included or decided.</summary>
    TermsUsed = 21,

    /// <summary>There is no room to remember a replacement or a cancel (R21).</summary>
    TombstonesFull = 22,

    /// <summary>All legs succeeded: escrows release (R23).</summary>
    Committed = 23,

    /// <summary>The bundle was refused: escrows refund.</summary>
    AbortedRefused = 24,

    /// <summary>A leg failed: escrows refund.</summary>
    AbortedLegFailed = 25,

    /// <summary>Not all legs were reported in time: escrows refund.</summary>
    AbortedDeadline = 26,

    /// <summary>The time of the terms passed without their bundle: escrows refund.</summary>
    AbortedExpired = 27,

    /// <summary>A report on what awaits none.</summary>
    NotOpen = 28,

    /// <summary>A report of a leg or rollup block that the bundle does not have.</summary>
    BadReport = 29,

    /// <summary>A reporter's second word on a leg contradicts its first, which stands.</summary>
    Contradiction = 30,

    /// <summary>A cancel of what is decided or included.</summary>
    TooLate = 31,

    /// <summary>The terms are not of execution mode, their time has not passed, or their bundle awaits its decision.</summary>
    NotExpired = 32,
}
