using MassTransit;
using MassTransit.Mediator;
using Microsoft.EntityFrameworkCore;
using SharedSequencer.Bundles.Saga.Messages;
using SharedSequencer.Bundles.Storage;
using SharedSequencer.Primitives;

namespace SharedSequencer.Bundles.Saga;

/// <summary>
/// Hands messages to their sagas, each once. What a message changes, that it was handled, and what is to be told of it
/// become visible together.
/// </summary>
internal sealed class SagaInbox(
    IDbContextFactory<BundlesContext> contexts, IMediator mediator, Telemetry telemetry, ILogger<SagaInbox> logger) : IDisposable
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

    /// <summary>Handles one message in a transaction of its own. May be repeated.</summary>
    public async Task<HandledAs> HandleAsync(IBundleMessage message, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var results = await HandleAsync(context, [message], cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        Told([message], results);
        return results[0];
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
        var sagas = await LoadAsync(context, taken, cancellationToken);
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

    /// <summary>Counts what came of messages, once that is for good.</summary>
    public void Told(IReadOnlyList<IBundleMessage> messages, IReadOnlyList<HandledAs> results)
    {
        foreach (var (message, result) in messages.Zip(results))
        {
            telemetry.Handled(message, result);
            if (result is HandledAs.Stray or HandledAs.Foreign)
                logger.MessageUnexpected(message.GetType().Name, message.Bundle.ToString(), result.ToString());
        }
    }

    public void Dispose() => _turns.Dispose();

    /// <summary>Those that were never handled.</summary>
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
                on conflict do nothing returning *
                """)
            .AsNoTracking()
            .ToListAsync(cancellationToken);
        return [.. rows.Select(row => (new Hash256(row.BundleId), row.Message))];
    }

    /// <summary>
    /// Locks the sagas that there are, in one order, and reads them whole: in statements of their own, for each sees only what
    /// was committed when it began.
    /// </summary>
    private static async Task<Dictionary<Guid, BundleSaga>> LoadAsync(
        BundlesContext context, IEnumerable<(Hash256 Bundle, string Key)> taken, CancellationToken cancellationToken)
    {
        var keys = taken.Select(message => BundleSaga.KeyOf(message.Bundle)).Distinct().ToArray();
        var sagas = await context.Sagas
            .FromSql($"select *, xmin from bundles where correlation_id = any({keys}) order by correlation_id for update")
            .ToDictionaryAsync(saga => saga.CorrelationId, cancellationToken);
        if (sagas.Count == 0) return sagas;
        await context.Legs.Where(leg => keys.Contains(leg.CorrelationId)).LoadAsync(cancellationToken);
        await context.Set<StepRow>().Where(step => keys.Contains(step.CorrelationId)).LoadAsync(cancellationToken);
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
