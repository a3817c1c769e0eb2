using SharedSequencer.Publisher.Archive;

namespace SharedSequencer.Publisher.Streams;

/// <summary>What a feed gives: a block, or a sign of life when there is none to give.</summary>
/// <param name="Block">The next block; null for a sign of life.</param>
internal readonly record struct FeedItem(ArchivedRollupBlock? Block);
