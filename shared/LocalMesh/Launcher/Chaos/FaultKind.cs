namespace SharedSequencer.Launcher.Chaos;

/// <summary>What chaos does to one process, or to the links between validators. One at a time.</summary>
internal enum FaultKind
{
    /// <summary>kill -9 of the validator whose turn it is to lead; it stays down for a while.</summary>
    KillLeader,

    /// <summary>kill -9 of another one.</summary>
    KillFollower,

    /// <summary>SIGSTOP, later SIGCONT: connections stay open and nobody answers.</summary>
    Pause,

    /// <summary>One validator cut off from all others; the rest is a quorum.</summary>
    Isolate,

    /// <summary>The committee cut in halves: no side is a quorum until the cut heals.</summary>
    Split,

    /// <summary>A validator started with a wall clock that is off.</summary>
    ClockSkew,

    /// <summary>A validator started with a slow journal.</summary>
    SlowDisk,

    /// <summary>kill -9 of a validator's PostgreSQL cluster.</summary>
    KillDatabase,

    /// <summary>kill -9 of the process that users send to.</summary>
    KillIngress,

    /// <summary>kill -9 of the process that archives, serves proofs, drives the rollups' nodes and reports for them.</summary>
    KillPublisher,

    /// <summary>kill -9 of the process that follows bundles.</summary>
    KillBundles,

    /// <summary>kill -9 of a rollup's node, which loses its chain with that.</summary>
    KillNode,
}
