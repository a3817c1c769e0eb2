using SharedSequencer.Protocol;
using SharedSequencer.Publisher.Drivers.EvmRpc;

namespace SharedSequencer.Publisher.Drivers;

/// <summary>A node that the operator wants driven.</summary>
/// <param name="Rollup">Whose blocks it executes.</param>
/// <param name="ChainId">EIP-155 chain id that it must answer.</param>
/// <param name="Node">How it is reached.</param>
internal sealed record RollupNode(RollupId Rollup, ulong ChainId, EvmNode Node);
