using SharedSequencer.Following;
using SharedSequencer.Protocol;

namespace SharedSequencer.Bundles.Chain;

/// <summary>A verified block.</summary>
/// <param name="After">The state after it.</param>
/// <param name="Expanded">What it means for every rollup.</param>
/// <param name="News">What it means for bundles.</param>
internal sealed record AppliedBlock(ChainState After, ExpandedBlock Expanded, BlockNews News)
{
    public static AppliedBlock Of(VerifiedBlock block) =>
        new(block.After, block.Expanded, BlockNews.Of(block.Before, block.Block, block.Expanded));
}
