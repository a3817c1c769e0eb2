using Microsoft.EntityFrameworkCore;
using SharedSequencer.Bundles.Saga.Messages;
using SharedSequencer.Bundles.Storage;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Bundles.Saga;

/// <summary>Tells sagas that the chain has passed the time they wait for. Time is the chain's, not the machine's.</summary>
internal sealed class TimeOuts(IDbContextFactory<BundlesContext> contexts, SagaInbox inbox, SagaOptions options)
{
    /// <summary>Least chain time between two looks: time-outs are of seconds and more, blocks of some milliseconds.</summary>
    private const ulong IntervalMs = 500;

    private ulong _nextMs;

    /// <summary>Takes what is due, a round at most, and not after every block; returns how many were.</summary>
    public async Task<int> TakeDueAsync(ChainState state, CancellationToken cancellationToken)
    {
        var at = new ChainMoment(state.Height.Value, state.Timestamp.Milliseconds);
        if (at.Ms < _nextMs) return 0;
        var due = await FindAsync(StoredNumber.OfTime(at.Ms), cancellationToken);
        if (due.Count > 0) await inbox.HandleAsync([.. due.Select(message => message with { At = at })], cancellationToken);
        if (due.Count < options.TimeOutsPerRound) _nextMs = at.Ms + IntervalMs;
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
