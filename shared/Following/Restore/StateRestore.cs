using SharedSequencer.Protocol;

namespace SharedSequencer.Following;

/// <summary>Finds the newest stored chain state; the blocks after it are to be verified again.</summary>
/// <param name="store">Where it is stored.</param>
/// <param name="genesis">The network.</param>
public sealed class StateRestore(IStateStore store, Genesis genesis)
{
    /// <summary>The stored state with its window of placed transactions, or that of the genesis.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="StateDamagedException">The store does not hold what this service once verified.</exception>
    public async Task<ChainState> RestoreAsync(CancellationToken cancellationToken)
    {
        if (await store.SnapshotAsync(cancellationToken) is not { } snapshot) return ChainState.AtGenesis(genesis);

        var from = snapshot.Time.Minus(ProtocolDefaults.PlacedWindow);
        var placed = await store.PlacedAsync(from, snapshot.Height, cancellationToken);
        return ChainState.TryRestore(genesis, snapshot.Encoded, placed, out var state)
            ? state
            : throw new StateDamagedException("The stored chain state is damaged, or of another network.");
    }
}
