using Microsoft.EntityFrameworkCore;
using SharedSequencer.Bundles.Storage;
using SharedSequencer.Protocol;

namespace SharedSequencer.Bundles.Chain;

/// <summary>Finds the newest stored chain state; the blocks after it are fetched and verified again.</summary>
internal sealed class StateRestore(IDbContextFactory<BundlesContext> contexts, Genesis genesis)
{
    /// <exception cref="StateDamagedException">The database does not hold what this service once verified.</exception>
    public async Task<ChainState> RestoreAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var snapshot = await context.Snapshots.AsNoTracking()
            .OrderByDescending(row => row.Height)
            .FirstOrDefaultAsync(cancellationToken);
        if (snapshot is null) return ChainState.AtGenesis(genesis);

        var from = snapshot.ChainMs - (long)ProtocolDefaults.PlacedWindow.TotalMilliseconds;
        var placed = await context.PlacedBlocks.AsNoTracking()
            .Where(row => row.ChainMs >= from && row.Height <= snapshot.Height)
            .OrderBy(row => row.Height)
            .ToListAsync(cancellationToken);
        return ChainState.TryRestore(genesis, snapshot.Encoded, placed.Select(row => row.ToPlaced()), out var state)
            ? state
            : throw new StateDamagedException("The stored chain state is damaged, or of another network.");
    }
}
