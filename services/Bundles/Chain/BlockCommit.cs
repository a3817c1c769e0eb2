using SharedSequencer.Bundles.Storage;
using SharedSequencer.Protocol;

namespace SharedSequencer.Bundles.Chain;

/// <summary>What is stored at once: the blocks since the last commit, of which at most the newest has something for bundles.</summary>
/// <param name="After">The state after the newest block.</param>
/// <param name="News">What the newest block means; null when the sagas were told already.</param>
/// <param name="Placed">What the blocks placed.</param>
/// <param name="Snapshot">The encoded state, when it is to be stored as well.</param>
internal sealed record BlockCommit(
    ChainState After, BlockNews? News, IReadOnlyList<PlacedBlockRow> Placed, byte[]? Snapshot);
