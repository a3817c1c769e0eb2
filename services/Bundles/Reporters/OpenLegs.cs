using Microsoft.EntityFrameworkCore;
using SharedSequencer.Bundles.Chain;
using SharedSequencer.Bundles.Storage;
using SharedSequencer.Messages;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Bundles.Reporters;

/// <summary>
/// Which legs have been open without a report for too long. The sagas tell since when, the chain's state whether they still
/// are. Walks round, so that legs nobody answers for do not hide the others.
/// </summary>
internal sealed class OpenLegs(IDbContextFactory<BundlesContext> contexts, FollowedChain chain, ReporterOptions options)
{
    private long _last;

    /// <summary>The next round's legs, and whether the walk begins anew.</summary>
    public async Task<(IReadOnlyList<OverdueLeg> Legs, bool IsLast)> NextAsync(CancellationToken cancellationToken)
    {
        if (chain.Handled is not { } state) return ([], true);
        var included = StoredNumber.OfTime(state.Timestamp.Milliseconds) - options.ReportAfterMs;
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var page = await context.Sagas.AsNoTracking()
            .Where(saga => saga.State == nameof(BundleState.Preparing) && saga.Number > _last && saga.IncludedMs <= included)
            .OrderBy(saga => saga.Number)
            .Take(options.BundlesPerRound)
            .Select(saga => new { saga.Number, saga.EscrowId })
            .ToListAsync(cancellationToken);
        var isLast = page.Count < options.BundlesPerRound;
        _last = isLast ? 0 : page[^1].Number;
        return ([.. page.SelectMany(saga => OpenIn(state, new Hash256(saga.EscrowId)))], isLast);
    }

    private static IEnumerable<OverdueLeg> OpenIn(ChainState state, Hash256 escrowId)
    {
        if (!state.Bundles.TryGetAwaiting(escrowId, out var open)) yield break;
        for (var leg = 0; leg < open.Legs.Count; leg++)
        {
            if (!open.Legs[leg].HasSucceeded) yield return new OverdueLeg(open.Bundle, leg, open.Legs[leg]);
        }
    }
}
