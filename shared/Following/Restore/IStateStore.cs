using SharedSequencer.Protocol;

namespace SharedSequencer.Following;

/// <summary>Where a service keeps chain states, and what fills their windows.</summary>
public interface IStateStore
{
    /// <summary>The newest stored state; null while there is none.</summary>
    Task<StoredState?> SnapshotAsync(CancellationToken cancellationToken);

    /// <summary>What the blocks from a chain time up to a height placed, by block, ascending.</summary>
    Task<IReadOnlyList<PlacedInBlock>> PlacedAsync(ChainTime from, Height upTo, CancellationToken cancellationToken);
}
