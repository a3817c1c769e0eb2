namespace SharedSequencer.Messages;

/// <summary>
/// Topics on <see cref="MeshComponents.PubSub"/>. Each carries its version: a change that an old reader cannot
/// read gets a new name. A topic's dead letters go to its name with <c>.dead</c> appended, and its subscriber
/// subscribes to those too.
/// </summary>
public static class Topics
{
    /// <summary>Ingress to ordering: one message is one encoded batch (<c>application/octet-stream</c>).</summary>
    public const string Batches = "batches.v1";

    /// <summary>Batches that ordering could not take after the retry policy.</summary>
    public const string BatchesDead = "batches.v1.dead";

    /// <summary>Ordering to everyone: <see cref="BlockFinalizedHint"/>, a hint to fetch.</summary>
    public const string BlockFinalized = "block-finalized.v1";

    /// <summary>Hints that a subscriber could not take.</summary>
    public const string BlockFinalizedDead = "block-finalized.v1.dead";

    /// <summary>Publisher to ingress and bundles: <see cref="RollupExecuted"/>.</summary>
    public const string RollupExecuted = "rollup-executed.v1";

    /// <summary>Execution reports that a subscriber could not take.</summary>
    public const string RollupExecutedDead = "rollup-executed.v1.dead";

    /// <summary>Bundles to whoever cares: <see cref="BundleChanged"/>.</summary>
    public const string BundleEvents = "bundle-events.v1";

    /// <summary>Bundle events that a subscriber could not take.</summary>
    public const string BundleEventsDead = "bundle-events.v1.dead";

    /// <summary>All topics that are published today, without the dead letters.</summary>
    public static IReadOnlyList<string> All { get; } = [Batches, BlockFinalized, RollupExecuted, BundleEvents];
}
