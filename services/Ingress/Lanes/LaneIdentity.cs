using SharedSequencer.Protocol;

namespace SharedSequencer.Ingress.Lanes;

/// <summary>Which lane, and for a rollup its EIP-155 chain id (0 for the cross-rollup lane).</summary>
internal readonly record struct LaneIdentity(Lane Lane, ulong ChainId);
