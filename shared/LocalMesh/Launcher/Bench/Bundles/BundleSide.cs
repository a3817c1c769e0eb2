using SharedSequencer.Launcher.Bundles;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Launcher.Bench;

/// <summary>One of the rollups of a bundle.</summary>
/// <param name="Rollup">The rollup.</param>
/// <param name="Contracts">Token and escrow there.</param>
/// <param name="Beneficiary">Who gets what is locked.</param>
internal sealed record BundleSide(RollupId Rollup, SwapContracts Contracts, Address Beneficiary);
