namespace SharedSequencer.Protocol;

/// <summary>What one block placed, to restore a window from.</summary>
/// <param name="Timestamp">The block's timestamp.</param>
/// <param name="Transactions">What it placed.</param>
public sealed record PlacedInBlock(ChainTime Timestamp, IReadOnlySet<PlacedTransaction> Transactions);
