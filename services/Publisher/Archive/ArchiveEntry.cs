using SharedSequencer.Following;
using SharedSequencer.Protocol;

namespace SharedSequencer.Publisher.Archive;

/// <summary>A verified block with all that is stored of it.</summary>
/// <param name="Header">Its header.</param>
/// <param name="Encoded">RLP of the <see cref="FinalizedBlock"/> with batches, as ordering handed it out.</param>
/// <param name="Proofs">Its rollup blocks.</param>
/// <param name="Legs">Legs of the execution bundles it includes.</param>
internal sealed record ArchiveEntry(
    BlockHeader Header,
    ReadOnlyMemory<byte> Encoded,
    IReadOnlyList<RollupBlockProof> Proofs,
    IReadOnlyList<ArchivedLeg> Legs)
{
    public static ArchiveEntry Of(VerifiedBlock verified) => new(
        verified.Block.Header,
        verified.Encoded,
        [.. verified.Expanded.RollupBlocks.Select(block => RollupBlockProof.Of(block, verified.Expanded, verified.Block))],
        [.. ArchivedLeg.Of(verified.Expanded)]);
}
