using System.Diagnostics;
using SharedSequencer.Protocol;

namespace SharedSequencer.Publisher.Archive;

/// <summary>The newest archived block and what it means for every rollup.</summary>
/// <param name="Position">Height, hash, time and view.</param>
/// <param name="Registry">The rollups after it.</param>
/// <param name="Bundles">What awaits its decision after it.</param>
/// <param name="Trace">Context of what archived it; default when there is none.</param>
internal sealed record ArchiveHead(
    BlockPosition Position, RollupRegistry Registry, BundleBook Bundles, ActivityContext Trace)
{
    public static ArchiveHead Of(ChainState state, ActivityContext trace) =>
        new(state.Position, state.Registry, state.Bundles, trace);
}
