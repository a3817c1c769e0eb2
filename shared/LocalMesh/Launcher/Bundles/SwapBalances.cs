using SharedSequencer.Primitives;

namespace SharedSequencer.Launcher.Bundles;

/// <summary>Who has how many tokens, as the rollups' nodes say.</summary>
/// <param name="FirstGives">What the first party has of its own token.</param>
/// <param name="SecondGets">What the second party has of the first one's.</param>
/// <param name="FirstLocked">What the first rollup's escrow holds.</param>
/// <param name="SecondGives">What the second party has of its own token.</param>
/// <param name="FirstGets">What the first party has of the second one's.</param>
/// <param name="SecondLocked">What the second rollup's escrow holds.</param>
internal sealed record SwapBalances(
    UInt256 FirstGives, UInt256 SecondGets, UInt256 FirstLocked, UInt256 SecondGives, UInt256 FirstGets, UInt256 SecondLocked);
