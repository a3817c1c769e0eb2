using SharedSequencer.Protocol;

namespace SharedSequencer.Publisher.Blocks;

/// <summary>What an export holds.</summary>
/// <param name="Rollup">The rollup.</param>
/// <param name="From">First block.</param>
/// <param name="To">Last block; below <paramref name="From"/> when the log is empty.</param>
internal readonly record struct ExportRange(RollupId Rollup, ulong From, ulong To);
