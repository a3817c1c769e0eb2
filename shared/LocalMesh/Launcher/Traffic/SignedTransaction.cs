using SharedSequencer.Primitives;

namespace SharedSequencer.Launcher.Traffic;

/// <summary>A signed transaction, ready to send.</summary>
/// <param name="Hash">Its hash.</param>
/// <param name="Raw">The bytes for <c>eth_sendRawTransaction</c>.</param>
public readonly record struct SignedTransaction(Hash256 Hash, ReadOnlyMemory<byte> Raw);
