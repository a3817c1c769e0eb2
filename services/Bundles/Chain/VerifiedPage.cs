using SharedSequencer.Bundles.Storage;
using SharedSequencer.Protocol;

namespace SharedSequencer.Bundles.Chain;

/// <summary>Blocks that were verified together, as far as the sagas and the tables need them.</summary>
/// <param name="Blocks">The blocks, the oldest first; none when ordering had nothing newer.</param>
/// <param name="After">The state after all of them.</param>
internal sealed record VerifiedPage(IReadOnlyList<VerifiedPage.Entry> Blocks, ChainState After)
{
    /// <summary>One block.</summary>
    /// <param name="After">The state after it.</param>
    /// <param name="News">What it means for bundles.</param>
    /// <param name="Placed">What it placed; null for nothing.</param>
    internal sealed record Entry(ChainState After, BlockNews News, PlacedBlockRow? Placed)
    {
        public static Entry Of(AppliedBlock applied)
        {
            var placed = applied.Expanded.Placed();
            return new Entry(
                applied.After,
                applied.News,
                placed.Transactions.Count > 0 ? PlacedBlockRow.Of(applied.Expanded.Header, placed) : null);
        }
    }
}
