namespace SharedSequencer.Ingress.Batching;

/// <summary>Where an open batch stands on this side; the numbers are not stored.</summary>
internal enum BatchStage : byte
{
    /// <summary>Closed and signed; its journal row is not durable yet, so it must not leave.</summary>
    Sealed,

    /// <summary>Durable, waits for its turn to be published.</summary>
    Ready,

    /// <summary>A publish is under way.</summary>
    Publishing,

    /// <summary>Published; waits for a final block, or for being sent again.</summary>
    Sent,
}
