using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SharedSequencer.Bundles.Chain;
using SharedSequencer.Bundles.Saga;
using SharedSequencer.Bundles.Saga.Messages;
using SharedSequencer.Bundles.Storage;
using SharedSequencer.Following;
using SharedSequencer.Messages;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;
using SharedSequencer.ServiceDefaults;

namespace SharedSequencer.Bundles.Executions;

/// <summary>
/// Tells the sagas what nodes did with their legs, once they know that their legs stand there: a report in one transaction,
/// together with its row's end.
/// </summary>
internal sealed class ExecutionTelling(
    IDbContextFactory<BundlesContext> contexts, FollowedChain chain, SagaInbox inbox, TimeProvider time,
    ILogger<ExecutionTelling> logger) : BackgroundService
{
    private const int ReportsPerRound = 64;
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(5);

    private readonly HintBell _bell = new(time);

    /// <summary>There may be a new report.</summary>
    public void Hint() => _bell.Ring();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                var (told, waiting) = await DatabaseTrouble.RetryAsync(TellAsync, logger.DatabaseFailed, time, stoppingToken);
                if (told == 0) await Task.Delay(Gathering, time, stoppingToken);
                if (waiting == 0) await _bell.WaitAsync(LongestSilence, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Asked to stop. What is left is told after the next start.
        }
    }

    /// <summary>Tells those of the oldest reports whose block the sagas were told of.</summary>
    /// <returns>How many those were, and how many were looked at.</returns>
    private async Task<(int Told, int Waiting)> TellAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var waiting = await context.Executions.AsNoTracking()
            .OrderBy(row => row.Id)
            .Take(ReportsPerRound)
            .ToListAsync(cancellationToken);
        var due = waiting.FindAll(row =>
            chain.HasTold(new RollupId(StoredNumber.Read(row.RollupId)), StoredNumber.Read(row.Number)));
        foreach (var row in due) await inbox.TakeTurnAsync(token => TellAsync(context, row, token), cancellationToken);
        return (due.Count, waiting.Count);
    }

    private async Task TellAsync(BundlesContext context, ExecutionRow row, CancellationToken cancellationToken)
    {
        var report = JsonSerializer.Deserialize<RollupExecuted>(row.Payload, MeshJson.Options)!;
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var messages = await MessagesOfAsync(context, row, report, cancellationToken);
        var results = await inbox.HandleAsync(context, messages, cancellationToken);
        await context.Executions.Where(own => own.Id == row.Id).ExecuteDeleteAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        inbox.Told(messages, results);
    }

    private async Task<IReadOnlyList<LegExecuted>> MessagesOfAsync(
        BundlesContext context, ExecutionRow row, RollupExecuted report, CancellationToken cancellationToken)
    {
        var outcomes = new Dictionary<Hash256, ExecutionOutcome>();
        foreach (var transaction in report.Transactions)
        {
            if (Hash256.TryParse(transaction.Hash, out var hash)) outcomes[hash] = transaction.Outcome;
        }

        var legs = await context.Legs.AsNoTracking()
            .Where(leg => leg.RollupId == row.RollupId && leg.Number == row.Number)
            .Join(context.Sagas, leg => leg.CorrelationId, saga => saga.CorrelationId, (leg, saga) => new { saga.BundleId, Leg = leg })
            .ToListAsync(cancellationToken);
        var state = chain.Handled!;
        var at = new ChainMoment(state.Height.Value, state.Timestamp.Milliseconds);
        return
        [
            .. legs
                .Select(entry => (Bundle: new Hash256(entry.BundleId), entry.Leg.Leg, Outcomes: entry.Leg.Find(outcomes)))
                .Where(entry => entry.Outcomes is not null)
                .Select(entry => new LegExecuted(entry.Bundle, entry.Leg, report.BlockHash, entry.Outcomes!, at)),
        ];
    }
}
