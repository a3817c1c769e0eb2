namespace SharedSequencer.Simulation.Tests.Scenarios;

/// <summary>What may become of a bundle beside being sent once and reported as a success.</summary>
internal enum BundleTrick
{
    /// <summary>Two ingresses send it at the same moment.</summary>
    Doubled,

    /// <summary>It comes again, later, from any ingress.</summary>
    Resent,

    /// <summary>One of its transactions is also sent alone, before or after.</summary>
    SentAlone,

    /// <summary>Its submitter takes it back, by its id or by its replacement id, before or after.</summary>
    Cancelled,

    /// <summary>There is another version of it, which comes before or after.</summary>
    Replaced,

    /// <summary>Somebody else cancels it, or sends a higher version under its replacement id.</summary>
    Usurped,

    /// <summary>There is another bundle with the same terms.</summary>
    SameTerms,

    /// <summary>It lives so short that it may come too late.</summary>
    ShortLived,

    /// <summary>It lives a little longer than a bundle may.</summary>
    TooEarly,

    /// <summary>Somebody else signed it; the right one follows.</summary>
    Forged,

    /// <summary>One of its legs is for a rollup that is not there.</summary>
    UnknownRollup,

    /// <summary>Anybody asks for the decision of its terms, too early and late.</summary>
    Asked,

    /// <summary>It is never sent: only its terms are known, and asked about.</summary>
    Withheld,

    /// <summary>The reporter of its last leg says nothing.</summary>
    Silent,

    /// <summary>The reporter of its last leg reports a failure.</summary>
    Failed,

    /// <summary>The reporter of its last leg reports at about the deadline.</summary>
    Late,

    /// <summary>The reporter of its first leg says the contrary too.</summary>
    Contradicted,

    /// <summary>Reports are signed by somebody else first, or name another block or leg.</summary>
    Misreported,
}
