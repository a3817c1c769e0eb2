namespace SharedSequencer.Protocol;

/// <summary>What an outcome says of a bundle.</summary>
public enum BundleStanding
{
    /// <summary>Nothing: it is about something else.</summary>
    Unsaid = 0,

    /// <summary>All legs stand in their rollup blocks. In execution mode the decision is still to come.</summary>
    Included,

    /// <summary>No leg was placed for it, nor will be.</summary>
    Refused,

    /// <summary>All legs succeeded; escrows release.</summary>
    Committed,

    /// <summary>Escrows refund, whatever legs still run.</summary>
    Aborted,
}
