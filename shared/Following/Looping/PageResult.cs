namespace SharedSequencer.Following;

/// <summary>What became of a page.</summary>
public enum PageResult
{
    /// <summary>All its blocks were taken.</summary>
    Taken,

    /// <summary>A block breaks a rule; whoever is asked after a pause may have a better one.</summary>
    Refused,

    /// <summary>Following is over.</summary>
    Ended,
}
