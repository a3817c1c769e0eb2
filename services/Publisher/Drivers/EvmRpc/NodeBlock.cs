using SharedSequencer.Primitives;

namespace SharedSequencer.Publisher.Drivers.EvmRpc;

/// <summary>A block as the node tells it.</summary>
/// <param name="Position">Number and hash.</param>
/// <param name="Parent">Hash of the parent.</param>
/// <param name="Timestamp">Seconds since the epoch.</param>
/// <param name="GasLimit">Gas limit of the block, also the bound for the next one.</param>
/// <param name="Transactions">Transaction hashes in order.</param>
internal sealed record NodeBlock(
    NodePosition Position, Hash256 Parent, ulong Timestamp, ulong GasLimit, IReadOnlyList<Hash256> Transactions);
