using SharedSequencer.Protocol;

namespace SharedSequencer.Publisher.Archive;

/// <summary>The newest archived block and what it means for every rollup.</summary>
/// <param name="Position">Height, hash, time and view.</param>
/// <param name="Registry">The rollups after it.</param>
internal sealed record ArchiveHead(BlockPosition Position, RollupRegistry Registry)
{
    public static ArchiveHead Of(ChainState state) => new(state.Position, state.Registry);
}
