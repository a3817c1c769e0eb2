namespace SharedSequencer.Launcher.Demo;

/// <summary>What became of the demo's bundles, counted from verified proofs, receipts and balances.</summary>
/// <param name="Sent">Bundles sent.</param>
/// <param name="Included">Included, every transaction in the one block that says so, and run by the nodes.</param>
/// <param name="Aborted">Refused, or decided against.</param>
/// <param name="Partial">Of which some stands in a block and some does not.</param>
/// <param name="Committed">Swaps after which both parties have what the other gave.</param>
/// <param name="Refunded">Swaps after which both parties have what they had.</param>
/// <param name="Stuck">Swaps that ended in neither way.</param>
internal sealed record BundleResult(
    int Sent, int Included, int Aborted, int Partial, int Committed, int Refunded, int Stuck);
