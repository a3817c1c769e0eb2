using Microsoft.EntityFrameworkCore;
using SharedSequencer.Bundles.Storage;
using SharedSequencer.Following;
using SharedSequencer.Protocol;

namespace SharedSequencer.Bundles.Chain;

/// <summary>Reads the chain state that was stored last; the blocks after it are fetched and verified again.</summary>
internal sealed class StoredStates(IDbContextFactory<BundlesContext> contexts) : IStateStore
{
    public async Task<StoredState?> SnapshotAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await context.Snapshots.AsNoTracking()
            .OrderByDescending(row => row.Height)
            .FirstOrDefaultAsync(cancellationToken);
        return row is null
            ? null
            : new StoredState(
                new Height(StoredNumber.Read(row.Height)), new ChainTime(StoredNumber.Read(row.ChainMs)), row.Encoded);
    }

    public async Task<IReadOnlyList<PlacedInBlock>> PlacedAsync(
        ChainTime from, Height upTo, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var (fromMs, height) = (StoredNumber.OfTime(from.Milliseconds), StoredNumber.Of(upTo.Value));
        var placed = await context.PlacedBlocks.AsNoTracking()
            .Where(row => row.ChainMs >= fromMs && row.Height <= height)
            .OrderBy(row => row.Height)
            .ToListAsync(cancellationToken);
        return [.. placed.Select(row => row.ToPlaced())];
    }
}
