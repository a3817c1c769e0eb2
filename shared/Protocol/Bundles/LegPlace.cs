using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>Where a leg's transactions stand: one after another from <paramref name="Index"/> on (R22).</summary>
/// <param name="Rollup">The rollup.</param>
/// <param name="Number">Number of the rollup block.</param>
/// <param name="RollupBlock">Hash of the rollup block, which reports name.</param>
/// <param name="Index">Place of the first transaction in it, from 0.</param>
public sealed record LegPlace(RollupId Rollup, ulong Number, Hash256 RollupBlock, int Index);
