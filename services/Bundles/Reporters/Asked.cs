namespace SharedSequencer.Bundles.Reporters;

/// <summary>What came of a question to a reporter. The names are values of a metric.</summary>
internal enum Asked
{
    /// <summary>A report, which ingress has now.</summary>
    HandedOver,

    /// <summary>The leg has not run yet, or another reporter drives it.</summary>
    NotYet,

    /// <summary>A report that the chain would not count.</summary>
    Useless,

    /// <summary>No answer.</summary>
    Away,
}
