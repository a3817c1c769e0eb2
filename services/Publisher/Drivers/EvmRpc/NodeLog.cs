using SharedSequencer.Primitives;

namespace SharedSequencer.Publisher.Drivers.EvmRpc;

/// <summary>What a contract has written down.</summary>
/// <param name="Address">The contract.</param>
/// <param name="Topics">The indexed part.</param>
/// <param name="Data">The rest.</param>
/// <param name="Transaction">Hash of the transaction that made it.</param>
internal sealed record NodeLog(Address Address, IReadOnlyList<Hash256> Topics, byte[] Data, Hash256 Transaction);
