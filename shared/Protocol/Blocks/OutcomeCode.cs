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

    /// <summary>The signature is not the named owner's.</summary>
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
}
