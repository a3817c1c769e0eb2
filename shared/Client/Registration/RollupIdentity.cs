using SharedSequencer.Protocol;

namespace SharedSequencer.Client;

/// <summary>A rollup by both of its numbers.</summary>
/// <param name="Rollup">Its id in the shared sequencer.</param>
/// <param name="ChainId">Its EIP-155 chain id.</param>
public readonly record struct RollupIdentity(RollupId Rollup, ulong ChainId);
