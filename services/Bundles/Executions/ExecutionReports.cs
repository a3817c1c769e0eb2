using Microsoft.EntityFrameworkCore;
using SharedSequencer.Bundles.Chain;
using SharedSequencer.Bundles.Saga;
using SharedSequencer.Bundles.Saga.Messages;
using SharedSequencer.Bundles.Storage;
using SharedSequencer.Messages;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Bundles.Executions;

/// <summary>Finds the legs that a node's report of a rollup block is about, and tells their sagas.</summary>
internal sealed class ExecutionReports(
    IDbContextFactory<BundlesContext> contexts, FollowedChain chain, SagaInbox inbox)
{
    /// <summary>A node may be faster than the follower here, by about this much at most.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    /// <summary>False when the rollup block is not known here yet: the report must come again. Taking it twice does no harm.</summary>
    public async Task<bool> TryTakeAsync(RollupExecuted report, CancellationToken cancellationToken)
    {
        if (!await chain.WaitForAsync(new RollupId(report.RollupId), report.Number, LongestWait, cancellationToken)) return false;
        var told = new Dictionary<Hash256, ExecutionOutcome>();
        foreach (var transaction in report.Transactions)
        {
            if (Hash256.TryParse(transaction.Hash, out var hash)) told[hash] = transaction.Outcome;
        }

        foreach (var (bundle, leg) in await LegsInAsync(report, cancellationToken))
        {
            if (leg.Find(told) is not { } outcomes) continue;
            await inbox.HandleAsync(
                new LegExecuted(bundle, leg.Leg, report.BlockHash, outcomes, Now()), cancellationToken);
        }

        return true;
    }

    private ChainMoment Now() => chain.Handled is { } state
        ? new ChainMoment(state.Height.Value, state.Timestamp.Milliseconds)
        : default;

    private async Task<IReadOnlyList<(Hash256 Bundle, LegRow Leg)>> LegsInAsync(
        RollupExecuted report, CancellationToken cancellationToken)
    {
        var (rollup, number) = (StoredNumber.Of(report.RollupId), StoredNumber.Of(report.Number));
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var legs = await context.Legs.AsNoTracking()
            .Where(leg => leg.RollupId == rollup && leg.Number == number)
            .Join(context.Sagas, leg => leg.CorrelationId, saga => saga.CorrelationId, (leg, saga) => new { saga.BundleId, Leg = leg })
            .ToListAsync(cancellationToken);
        return legs.ConvertAll(entry => (new Hash256(entry.BundleId), entry.Leg));
    }
}
