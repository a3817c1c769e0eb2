using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>A transaction that stands in a rollup block.</summary>
/// <param name="Rollup">The rollup.</param>
/// <param name="Transaction">Hash of the transaction.</param>
public readonly record struct PlacedTransaction(RollupId Rollup, Hash256 Transaction);
