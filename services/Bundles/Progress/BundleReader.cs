using Microsoft.EntityFrameworkCore;
using SharedSequencer.Bundles.Saga;
using SharedSequencer.Bundles.Storage;
using SharedSequencer.Messages;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Bundles.Progress;

/// <summary>Reads what the sagas know.</summary>
internal sealed class BundleReader(IDbContextFactory<BundlesContext> contexts)
{
    /// <summary>Null when there is no such bundle here.</summary>
    public async Task<BundleProgress?> FindAsync(Hash256 bundle, CancellationToken cancellationToken)
    {
        var id = bundle.ToArray();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var saga = await Whole(context).SingleOrDefaultAsync(row => row.BundleId == id, cancellationToken);
        return saga is null ? null : Show(saga);
    }

    /// <summary>Bundles after a cursor, in the order in which they were first seen.</summary>
    public async Task<BundlePage> PageAsync(BundleState? state, long cursor, int limit, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = Whole(context).Where(saga => saga.Number > cursor);
        if (state?.ToString() is { } name) rows = rows.Where(saga => saga.State == name);
        var page = await rows.OrderBy(saga => saga.Number).Take(limit + 1).ToListAsync(cancellationToken);
        var next = page.Count > limit ? $"{page[limit - 1].Number}" : null;
        return new BundlePage([.. page.Take(limit).Select(Show)], next);
    }

    private static IQueryable<BundleSaga> Whole(BundlesContext context) =>
        context.Sagas.AsNoTracking().Include(saga => saga.Legs).Include(saga => saga.Steps).AsSplitQuery();

    private static BundleProgress Show(BundleSaga saga) => new(
        new Hash256(saga.BundleId).ToString(),
        new Hash256(saga.EscrowId).ToString(),
        ((BundleMode)saga.Mode).ToString(),
        Enum.Parse<BundleState>(saga.State),
        saga.Reason,
        StoredNumber.Read(saga.NotAfter),
        saga.Height is { } height ? StoredNumber.Read(height) : null,
        saga.Deadline is { } deadline ? StoredNumber.Read(deadline) : null,
        [.. saga.Legs.OrderBy(leg => leg.Leg).Select(leg => leg.ToProgress())],
        [.. saga.Steps.OrderBy(step => step.Step).Select(Show)]);

    private static BundleStep Show(StepRow step) => new(
        step.Event,
        Enum.Parse<BundleState>(step.State),
        step.Reason,
        StoredNumber.Read(step.Height),
        StoredNumber.Read(step.ChainMs));
}
