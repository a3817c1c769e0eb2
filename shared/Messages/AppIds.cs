namespace SharedSequencer.Messages;

/// <summary>App ids of the services on the mesh; also the prefix of their actor state keys, so never rename one.</summary>
public static class AppIds
{
    /// <summary>Takes transactions from users.</summary>
    public const string Ingress = "ingress";

    /// <summary>Hosts the <c>RollupQueue</c> actors and the validator.</summary>
    public const string Ordering = "ordering";

    /// <summary>Runs the life of cross-rollup bundles.</summary>
    public const string Bundles = "bundles";

    /// <summary>Archives, streams and drives the rollup nodes.</summary>
    public const string Publisher = "publisher";

    /// <summary>Watches everything from outside.</summary>
    public const string Sentinel = "sentinel";

    /// <summary>All of them, in the order in which a transaction meets them.</summary>
    public static IReadOnlyList<string> All { get; } = [Ingress, Ordering, Bundles, Publisher, Sentinel];
}
