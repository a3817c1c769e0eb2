using MassTransit;
using MassTransit.Mediator;
using Microsoft.EntityFrameworkCore;
using SharedSequencer.Bundles.Saga.Messages;
using SharedSequencer.Bundles.Storage;

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
        var result = await HandleAsync(context, message, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        Told(message, result);
        return result;
    }

    /// <summary>Handles one message in the caller's transaction; after the commit, <see cref="Told"/> it.</summary>
    public async Task<HandledAs> HandleAsync(BundlesContext context, IBundleMessage message, CancellationToken cancellationToken)
    {
        if (!await TakeAsync(context, message, cancellationToken)) return HandledAs.Duplicate;
        if (await IsForeignAsync(context, message, cancellationToken)) return HandledAs.Foreign;
        var session = new SagaSession(context);
        await mediator.Send(
            message,
            message.GetType(),
            Pipe.Execute<SendContext>(send => send.GetOrAddPayload(() => session)),
            cancellationToken);
        // All is written: what the next message does not need shall not be looked through again with each of its writes.
        context.ChangeTracker.Clear();
        return session.Result;
    }

    /// <summary>Counts what came of a message, once that is for good.</summary>
    public void Told(IBundleMessage message, HandledAs result)
    {
        telemetry.Handled(message, result);
        if (result is HandledAs.Stray or HandledAs.Foreign)
            logger.MessageUnexpected(message.GetType().Name, message.Bundle.ToString(), result.ToString());
    }

    public void Dispose() => _turns.Dispose();

    private static async Task<bool> TakeAsync(
        BundlesContext context, IBundleMessage message, CancellationToken cancellationToken) =>
        await context.Database.ExecuteSqlAsync(
            $"""
            insert into inbox (bundle_id, message, chain_ms)
            values ({message.Bundle.ToArray()}, {message.Key}, {StoredNumber.OfTime(message.At.Ms)}) on conflict do nothing
            """,
            cancellationToken) > 0;

    /// <summary>The key is half of the id: whoever makes two ids with one half must not reach another bundle's saga.</summary>
    private static async Task<bool> IsForeignAsync(
        BundlesContext context, IBundleMessage message, CancellationToken cancellationToken)
    {
        var key = BundleSaga.KeyOf(message.Bundle);
        var id = message.Bundle.ToArray();
        return await context.Sagas.AnyAsync(saga => saga.CorrelationId == key && saga.BundleId != id, cancellationToken);
    }
}
