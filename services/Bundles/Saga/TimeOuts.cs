using Microsoft.EntityFrameworkCore;
using SharedSequencer.Bundles.Saga.Messages;
using SharedSequencer.Bundles.Storage;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Bundles.Saga;

/// <summary>Tells sagas that the chain has passed the time they wait for. Time is the chain's, not the machine's.</summary>
internal sealed class TimeOuts(IDbContextFactory<BundlesContext> contexts, SagaInbox inbox, SagaOptions options)
{
    /// <summary>Takes what is due, a round at most; returns how many were.</summary>
    public async Task<int> TakeDueAsync(ChainState state, CancellationToken cancellationToken)
    {
        var at = new ChainMoment(state.Height.Value, state.Timestamp.Milliseconds);
        var due = await FindAsync(StoredNumber.OfTime(at.Ms), cancellationToken);
        foreach (var message in due)
        {
            await inbox.HandleAsync(message with { At = at }, cancellationToken);
        }

        return due.Count;
    }

    private async Task<List<ChainTimeReached>> FindAsync(long now, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var due = await context.Sagas.AsNoTracking()
            .Where(saga => saga.DueMs < now)
            .OrderBy(saga => saga.DueMs)
            .Take(options.TimeOutsPerRound)
            .Select(saga => new { saga.BundleId, saga.DueMs })
            .ToListAsync(cancellationToken);
        return due.ConvertAll(saga => new ChainTimeReached(
            new Hash256(saga.BundleId), StoredNumber.Read(saga.DueMs ?? 0), default));
    }
}
