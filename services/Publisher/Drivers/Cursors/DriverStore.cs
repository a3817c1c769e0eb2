using Microsoft.EntityFrameworkCore;
using SharedSequencer.Protocol;
using SharedSequencer.Publisher.Drivers.EvmRpc;
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
        var bound = StoredNumber.Of(number);
        await context.DrivenBlocks
            .Where(row => row.RollupId == _rollupId && row.Number > bound)
            .ExecuteDeleteAsync(cancellationToken);
    }

    public async Task RebaseAsync(NodePosition start, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await context.DrivenBlocks.Where(row => row.RollupId == _rollupId).ExecuteDeleteAsync(cancellationToken);
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

    /// <summary>Moves the cursor and stores the reports that go with it: both or none.</summary>
    public async Task RecordAsync(
        DrivenBlock block, IReadOnlyList<ExecutionReportRow> reports, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        context.DrivenBlocks.Add(DrivenBlockRow.Of(_rollupId, block));
        context.ExecutionReports.AddRange(reports);
        await context.SaveChangesAsync(cancellationToken);
    }
}
