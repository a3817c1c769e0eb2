namespace SharedSequencer.Ingress.Bundles;

/// <summary>One leg of a bundle as users see it.</summary>
internal sealed record BundleLegView(string RollupId, string? ChainId, IReadOnlyList<string> TxHashes);
