namespace SharedSequencer.StandIn.Actors;

/// <summary>Why a running turn was taken away from its app.</summary>
internal enum CutReason
{
    /// <summary>It was not.</summary>
    None,

    /// <summary>The hosts of the type changed, or the owner's sidecar was lost.</summary>
    Moved,

    /// <summary>The idle clock, which starts with a call and does not know that it runs, ran out.</summary>
    Idle,

    /// <summary>The owner's sidecar stops.</summary>
    Stopped,

    /// <summary>The resiliency policy's timeout.</summary>
    Timeout,
}
