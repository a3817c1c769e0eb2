namespace SharedSequencer.Publisher.Drivers.EvmRpc;

/// <summary>What a node tells of a block that it has just sealed.</summary>
/// <param name="Block">The block.</param>
/// <param name="Succeeded">For each of its transactions, whether it succeeded.</param>
/// <param name="Nonces">The nonces after it of the accounts that were asked for, in their order.</param>
internal sealed record SealedBlock(NodeBlock Block, IReadOnlyList<bool> Succeeded, IReadOnlyList<ulong> Nonces);
