using SharedSequencer.Protocol;

namespace SharedSequencer.Following;

/// <summary>A final block that was checked from outside.</summary>
/// <param name="Encoded">As it was handed out.</param>
/// <param name="Block">The block with its batches.</param>
/// <param name="Expanded">What it means for every rollup.</param>
/// <param name="Before">The state before it, but for its window of placed transactions, which has moved on.</param>
/// <param name="After">The state after it.</param>
public sealed record VerifiedBlock(
    ReadOnlyMemory<byte> Encoded, FinalizedBlock Block, ExpandedBlock Expanded, ChainState Before, ChainState After);
