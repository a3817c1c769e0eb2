using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>A leg of an execution bundle that awaits its decision.</summary>
/// <param name="Rollup">The rollup.</param>
/// <param name="Reporter">Whose word counts: the rollup's reporter when the bundle was included.</param>
/// <param name="RollupBlock">Hash of the rollup block that holds the leg.</param>
/// <param name="HasSucceeded">Whether success was reported; a failure decides at once.</param>
public sealed record OpenLeg(RollupId Rollup, Address Reporter, Hash256 RollupBlock, bool HasSucceeded);
