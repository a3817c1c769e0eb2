using Microsoft.EntityFrameworkCore;
using SharedSequencer.Protocol;
using SharedSequencer.Publisher.Drivers.Cursors;

namespace SharedSequencer.Publisher.Reporting;

/// <summary>Legs and the reports signed on them, in PostgreSQL.</summary>
internal sealed class LegStore(IDbContextFactory<DriverContext> contexts)
{
    private const int NamesPerQuestion = 256;

    /// <summary>Those of the named legs that a node has executed.</summary>
    public async Task<IReadOnlyList<BundleLegRow>> ExecutedAsync(
        IEnumerable<LegName> names, CancellationToken cancellationToken)
    {
        var found = new List<BundleLegRow>();
        foreach (var some in names.Chunk(NamesPerQuestion))
        {
            var bundles = some.Select(name => name.Bundle.ToArray()).ToArray();
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            var rows = await context.BundleLegs.AsNoTracking()
                .Where(row => bundles.Contains(row.BundleId) && row.Succeeded != null)
                .ToListAsync(cancellationToken);
            var asked = some.ToHashSet();
            found.AddRange(rows.Where(row => asked.Contains(row.Name)));
        }

        return found;
    }

    /// <summary>The leg, or null when no such leg is known.</summary>
    public async Task<BundleLegRow?> FindAsync(LegName name, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var (bundle, leg) = (name.Bundle.ToArray(), (short)name.Leg);
        return await context.BundleLegs.AsNoTracking()
            .FirstOrDefaultAsync(row => row.BundleId == bundle && row.Leg == leg, cancellationToken);
    }

    /// <summary>
    /// Writes a signed report down. False when there is one already, or the node no longer holds what it says: then it must
    /// not be sent.
    /// </summary>
    public async Task<bool> TryKeepAsync(OutcomeReport report, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var (bundle, leg, encoded) = (report.Bundle.ToArray(), (short)report.Leg, report.Encode());
        var succeeded = report.Success;
        var changed = await context.BundleLegs
            .Where(row => row.BundleId == bundle && row.Leg == leg && row.Report == null && row.Succeeded == succeeded)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Report, encoded), cancellationToken);
        return changed == 1;
    }
}
