namespace SharedSequencer.Protocol;

/// <summary>What a bundle brings for one leg of its terms.</summary>
/// <param name="Transactions">Raw signed transactions, placed one after another in the leg's rollup block (R22).</param>
/// <param name="Preconditions">What the terms name by hash; null when they name nothing.</param>
public sealed record BundleLeg(IReadOnlyList<ReadOnlyMemory<byte>> Transactions, Preconditions? Preconditions = null);
