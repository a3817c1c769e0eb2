using MassTransit;
using MassTransit.Mediator;
using Microsoft.EntityFrameworkCore;
using SharedSequencer.Bundles.Events;
using SharedSequencer.Bundles.Saga.Messages;
using SharedSequencer.Bundles.Storage;
using SharedSequencer.Primitives;

namespace SharedSequencer.Bundles.Saga;

/// <summary>
/// Hands messages to their sagas, each once. What a message changes, that it was handled, and what is to be told of it
/// become visible together.
/// </summary>
internal sealed class SagaInbox(
    IDbContextFactory<BundlesContext> contexts, IMediator mediator, OutboxRelay relay, Telemetry telemetry,
    ILogger<SagaInbox> logger) : IDisposable
{
    private readonly SemaphoreSlim _turns = new(1);

    /// <summary>Does work that is one transaction with many sagas. Such take turns: else two could wait for each other's rows.</summary>
    public async Task TakeTurnAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        await _turns.WaitAsync(cancellationToken);
        try
        {
            await work(cancellationToken);
        }
        finally
        {
            _turns.Release();
        }
    }

    /// <summary>Handles messages together, in a transaction of their own. May be repeated.</summary>
    /// <returns>What came of each.</returns>
    public async Task<IReadOnlyList<HandledAs>> HandleAsync(
        IReadOnlyList<IBundleMessage> messages, CancellationToken cancellationToken)
    {
        IReadOnlyList<HandledAs> results = [];
        await TakeTurnAsync(
            async token =>
            {
                await using var context = await contexts.CreateDbContextAsync(token);
                await using var transaction = await context.Database.BeginTransactionAsync(token);
                results = await HandleAsync(context, messages, token);
                await transaction.CommitAsync(token);
            },
            cancellationToken);
        Told(messages, results);
        return results;
    }

    /// <summary>
    /// Handles messages in their order, in the caller's transaction; after the commit, <see cref="Told"/> them. What they need
    /// is read, and what they change written, for all of them at once: a block may have something to say of a thousand bundles.
    /// </summary>
    /// <returns>What came of each.</returns>
    public async Task<IReadOnlyList<HandledAs>> HandleAsync(
        BundlesContext context, IReadOnlyList<IBundleMessage> messages, CancellationToken cancellationToken)
    {
        if (messages.Count == 0) return [];
        var taken = await TakeAsync(context, messages, cancellationToken);
        var begun = await BeginAsync(context, messages, taken, cancellationToken);
        var sagas = await LoadAsync(context, taken, begun, cancellationToken);
        var results = new HandledAs[messages.Count];
        for (var i = 0; i < results.Length; i++)
        {
            var message = messages[i];
            results[i] = !taken.Remove((message.Bundle, message.Key)) ? HandledAs.Duplicate
                : IsForeign(sagas, message) ? HandledAs.Foreign
                : await SendAsync(new SagaSession(context, sagas), message, cancellationToken);
        }

        await context.SaveChangesAsync(cancellationToken);
        context.ChangeTracker.Clear();
        return results;
    }

    /// <summary>Counts what came of messages, once that is for good, and has it published.</summary>
    public void Told(IReadOnlyList<IBundleMessage> messages, IReadOnlyList<HandledAs> results)
    {
        if (results.Contains(HandledAs.Moved)) relay.Hint();
        foreach (var (message, result) in messages.Zip(results))
        {
            telemetry.Handled(message, result);
            if (result is HandledAs.Stray or HandledAs.Foreign)
                logger.MessageUnexpected(message.GetType().Name, message.Bundle.ToString(), result.ToString());
        }
    }

    public void Dispose() => _turns.Dispose();

    /// <summary>Those that were never handled. Rows are inserted in one order, so that no two wait for each other.</summary>
    private static async Task<HashSet<(Hash256 Bundle, string Key)>> TakeAsync(
        BundlesContext context, IReadOnlyList<IBundleMessage> messages, CancellationToken cancellationToken)
    {
        var bundles = messages.Select(message => message.Bundle.ToArray()).ToArray();
        var keys = messages.Select(message => message.Key).ToArray();
        var times = messages.Select(message => StoredNumber.OfTime(message.At.Ms)).ToArray();
        var rows = await context.Inbox
            .FromSql(
                $"""
                insert into inbox (bundle_id, message, chain_ms) select * from unnest({bundles}, {keys}, {times})
                order by 1, 2
                on conflict do nothing returning *
                """)
            .AsNoTracking()
            .ToListAsync(cancellationToken);
        return [.. rows.Select(row => (new Hash256(row.BundleId), row.Message))];
    }

    /// <summary>
    /// Inserts the sagas that there are none of yet, before anything else is done for them, and in one order: several first
    /// messages may come at once, and one of them does it while the others wait.
    /// </summary>
    /// <returns>Those of this transaction, with legs that are to be written.</returns>
    private static async Task<Dictionary<Guid, BundleSaga>> BeginAsync(
        BundlesContext context, IReadOnlyList<IBundleMessage> messages, HashSet<(Hash256 Bundle, string Key)> taken,
        CancellationToken cancellationToken)
    {
        BundleSaga[] sagas =
        [
            .. messages
                .OfType<IBundleBeginning>()
                .Where(message => taken.Contains((message.Bundle, message.Key)))
                .Select(message => BundleSaga.Of(message.Content, message.At))
                .DistinctBy(saga => saga.CorrelationId),
        ];
        if (sagas.Length == 0) return [];
        var (keys, bundles) = (Column(saga => saga.CorrelationId), Column(saga => saga.BundleId));
        var (escrows, modes) = (Column(saga => saga.EscrowId), Column(saga => saga.Mode));
        var (ends, times) = (Column(saga => saga.NotAfter), Column(saga => saga.ChangedMs));
        var inserted = await context.Database
            .SqlQuery<Guid>(
                $"""
                insert into bundles (correlation_id, bundle_id, escrow_id, mode, not_after, state, changed_ms)
                select key, bundle, escrow, mode, not_after, {BundleSaga.New}, at
                from unnest({keys}, {bundles}, {escrows}, {modes}, {ends}, {times}) as t (key, bundle, escrow, mode, not_after, at)
                order by key
                on conflict do nothing returning correlation_id as "Value"
                """)
            .ToListAsync(cancellationToken);
        return sagas.IntersectBy(inserted, saga => saga.CorrelationId).ToDictionary(saga => saga.CorrelationId);

        T[] Column<T>(Func<BundleSaga, T> column) => Array.ConvertAll(sagas, saga => column(saga));
    }

    /// <summary>
    /// Locks the sagas that there are, in one order, and reads them whole: in statements of their own, for each sees only what
    /// was committed when it began.
    /// </summary>
    private static async Task<Dictionary<Guid, BundleSaga>> LoadAsync(
        BundlesContext context, IEnumerable<(Hash256 Bundle, string Key)> taken, Dictionary<Guid, BundleSaga> begun,
        CancellationToken cancellationToken)
    {
        var keys = taken.Select(message => BundleSaga.KeyOf(message.Bundle)).Distinct().ToArray();
        var sagas = await context.Sagas
            .FromSql($"select *, xmin from bundles where correlation_id = any({keys}) order by correlation_id for update")
            .ToDictionaryAsync(saga => saga.CorrelationId, cancellationToken);
        foreach (var (key, saga) in begun) sagas[key].Legs.AddRange(saga.Legs);
        var known = sagas.Keys.Except(begun.Keys).ToArray();
        if (known.Length == 0) return sagas;
        await context.Legs.Where(leg => known.Contains(leg.CorrelationId)).LoadAsync(cancellationToken);
        await context.Set<StepRow>().Where(step => known.Contains(step.CorrelationId)).LoadAsync(cancellationToken);
        return sagas;
    }

    /// <summary>The key is half of the id: whoever makes two ids with one half must not reach another bundle's saga.</summary>
    private static bool IsForeign(Dictionary<Guid, BundleSaga> sagas, IBundleMessage message) =>
        sagas.TryGetValue(BundleSaga.KeyOf(message.Bundle), out var saga) && new Hash256(saga.BundleId) != message.Bundle;

    private async Task<HandledAs> SendAsync(SagaSession session, IBundleMessage message, CancellationToken cancellationToken)
    {
        await mediator.Send(
            message,
            message.GetType(),
            Pipe.Execute<SendContext>(send => send.GetOrAddPayload(() => session)),
            cancellationToken);
        return session.Result;
    }
}
