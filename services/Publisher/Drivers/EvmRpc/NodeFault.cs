namespace SharedSequencer.Publisher.Drivers.EvmRpc;

/// <summary>Why the node could not be driven.</summary>
internal enum NodeFault
{
    /// <summary>No answer: the process is down, slow or unreachable.</summary>
    Unreachable = 1,

    /// <summary>It answered, but not what the protocol allows.</summary>
    Malformed = 2,

    /// <summary>It does not offer a method that the driver needs.</summary>
    Unsupported = 3,

    /// <summary>It refused a call that should succeed.</summary>
    Refused = 4,

    /// <summary>Its chain is not the one that the driver built; realign before going on.</summary>
    Diverged = 5,

    /// <summary>It sealed what was not sent, or in another order; the block must be undone.</summary>
    Disordered = 6,
}
