namespace SharedSequencer.Messages;

/// <summary>Bundles, the first seen first.</summary>
/// <param name="Bundles">The bundles.</param>
/// <param name="Next">Cursor of the next page; null when there was nothing after the cursor.</param>
public sealed record BundlePage(IReadOnlyList<BundleProgress> Bundles, string? Next);
