namespace SharedSequencer.Ingress.Bundles;

/// <summary>Where a bundle stands. The names are interface.</summary>
internal enum BundleStatus
{
    /// <summary>Journaled here, not ordered yet.</summary>
    Received,

    /// <summary>Ordered in vain, without a word about the bundle itself: it may be sent again.</summary>
    Dropped,

    /// <summary>All legs stand in their rollup blocks. In execution mode the decision is still to come.</summary>
    Included,

    /// <summary>No leg was placed, nor will be.</summary>
    Refused,

    /// <summary>Execution mode: escrows release.</summary>
    Committed,

    /// <summary>Execution mode: escrows refund.</summary>
    Aborted,
}
