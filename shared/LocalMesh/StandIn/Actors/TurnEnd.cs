namespace SharedSequencer.StandIn.Actors;

/// <summary>How a turn ended.</summary>
internal enum TurnEnd
{
    /// <summary>The app's answer went to the caller.</summary>
    Answered,

    /// <summary>It failed in a way a retry policy may try again.</summary>
    Failed,

    /// <summary>It failed for good.</summary>
    Refused,

    /// <summary>A rebalance or a lost sidecar cut it; the sidecar of the caller sends the call again.</summary>
    Cut,
}
