namespace SharedSequencer.Client;

/// <summary>
/// The confirmation ladder of the protocol. The first five are rungs in ascending order; the rest lead off
/// it.
/// </summary>
public enum ConfirmationStep
{
    /// <summary>Waits for the nonces before it; there is no receipt yet.</summary>
    Held,

    /// <summary>In the journal of the ingress.</summary>
    Received,

    /// <summary>Stored by a quorum.</summary>
    Certified,

    /// <summary>In a final block.</summary>
    SoftCommitted,

    /// <summary>Posted to L1.</summary>
    FirmCommitted,

    /// <summary>Final on L1.</summary>
    L1Finalized,

    /// <summary>Refused, with a recorded reason.</summary>
    Rejected,

    /// <summary>Never ordered in time.</summary>
    Expired,

    /// <summary>Taken back by its sender.</summary>
    Cancelled,
}
