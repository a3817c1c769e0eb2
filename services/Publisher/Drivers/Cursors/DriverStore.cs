using Microsoft.EntityFrameworkCore;
using SharedSequencer.Protocol;
using SharedSequencer.Publisher.Drivers.EvmRpc;
using SharedSequencer.Publisher.Reporting;
using SharedSequencer.Publisher.Storage;

namespace SharedSequencer.Publisher.Drivers.Cursors;

/// <summary>The stored mapping of one rollup, in PostgreSQL.</summary>
internal sealed class DriverStore(IDbContextFactory<DriverContext> contexts, RollupId rollup) : IDrivenBlocks
{
    /// <summary>Of the old part of the mapping one block in so many is kept.</summary>
    public const ulong Sparse = 1_000;

    /// <summary>Newest blocks of which every one is kept: a node rarely falls behind further.</summary>
    private const ulong Dense = 10_000;

    private readonly long _rollupId = StoredNumber.Of(rollup.Value);

    public Task<DrivenBlock?> LastAsync(CancellationToken cancellationToken) =>
        AtMostAsync(long.MaxValue, cancellationToken);

    public async Task<DrivenBlock?> AtMostAsync(ulong number, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var bound = StoredNumber.Of(number);
        var row = await context.DrivenBlocks.AsNoTracking()
            .Where(row => row.RollupId == _rollupId && row.Number <= bound)
            .OrderByDescending(row => row.Number)
            .FirstOrDefaultAsync(cancellationToken);
        return row?.ToBlock();
    }

    public async Task TruncateAsync(ulong number, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var bound = StoredNumber.Of(number);
        await context.DrivenBlocks
            .Where(row => row.RollupId == _rollupId && row.Number > bound)
            .ExecuteDeleteAsync(cancellationToken);
        await ForgetLegsAsync(context, bound, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    public async Task RebaseAsync(NodePosition start, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await context.DrivenBlocks.Where(row => row.RollupId == _rollupId).ExecuteDeleteAsync(cancellationToken);
        await ForgetLegsAsync(context, 0, cancellationToken);
        context.DrivenBlocks.Add(DrivenBlockRow.Of(_rollupId, new DrivenBlock(0, start)));
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Drops most of the old mapping: a node that lost as much is replayed from a little earlier.</summary>
    public async Task ThinOutAsync(ulong newest, CancellationToken cancellationToken)
    {
        if (newest <= Dense) return;
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var bound = StoredNumber.Of(newest - Dense);
        const long step = (long)Sparse;
        await context.DrivenBlocks
            .Where(row => row.RollupId == _rollupId && row.Number < bound && row.Number % step != 0)
            .ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>The legs that consecutive rollup blocks hold.</summary>
    public async Task<ILookup<ulong, BundleLegRow>> LegsAsync(ulong from, ulong to, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var (first, last) = (StoredNumber.Of(from), StoredNumber.Of(to));
        var rows = await context.BundleLegs.AsNoTracking()
            .Where(leg => leg.RollupId == _rollupId && leg.Number >= first && leg.Number <= last)
            .OrderBy(leg => leg.FirstPlace)
            .ToListAsync(cancellationToken);
        return rows.ToLookup(leg => StoredNumber.Read(leg.Number));
    }

    /// <summary>
    /// Moves the cursor over consecutive blocks and stores the reports that go with them and how legs went: all or nothing. A
    /// leg that was reported on already stays as it was reported.
    /// </summary>
    public async Task RecordAsync(IReadOnlyList<BlockRecord> blocks, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        context.DrivenBlocks.AddRange(blocks.Select(block => DrivenBlockRow.Of(_rollupId, block.Block)));
        context.ExecutionReports.AddRange(blocks.SelectMany(block => block.Reports));
        var legs = blocks.SelectMany(block => block.Legs).ToList();
        if (legs.Count == 0)
        {
            await context.SaveChangesAsync(cancellationToken);
            return;
        }

        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
        foreach (var executed in legs)
        {
            var (bundle, place, succeeded) = (executed.Leg.Bundle.ToArray(), (short)executed.Leg.Leg, executed.Succeeded);
            await context.BundleLegs
                .Where(leg => leg.BundleId == bundle && leg.Leg == place && leg.Report == null)
                .ExecuteUpdateAsync(set => set.SetProperty(leg => leg.Succeeded, succeeded), cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>How a leg went is known only as long as the node holds it; what was reported stays.</summary>
    private Task<int> ForgetLegsAsync(DriverContext context, long above, CancellationToken cancellationToken) =>
        context.BundleLegs
            .Where(leg => leg.RollupId == _rollupId && leg.Number > above && leg.Report == null)
            .ExecuteUpdateAsync(set => set.SetProperty(leg => leg.Succeeded, (bool?)null), cancellationToken);
}
