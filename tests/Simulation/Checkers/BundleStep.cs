using SharedSequencer.Protocol;

namespace SharedSequencer.Simulation.Tests.Checkers;

/// <summary>An item of a bundle batch at its place in a block.</summary>
/// <param name="Item">The item.</param>
/// <param name="Code">What the block says of a bundle; null where it says nothing, and for whatever is no bundle.</param>
internal sealed record BundleStep(BundleItem Item, OutcomeCode? Code);
