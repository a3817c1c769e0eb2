using SharedSequencer.Protocol;

namespace SharedSequencer.Publisher.Archive;

/// <summary>A rollup block as it is stored and handed out.</summary>
/// <param name="Rollup">The rollup.</param>
/// <param name="Number">Its number.</param>
/// <param name="Proof">RLP of its <see cref="RollupBlockProof"/>.</param>
internal sealed record ArchivedRollupBlock(RollupId Rollup, ulong Number, byte[] Proof);
