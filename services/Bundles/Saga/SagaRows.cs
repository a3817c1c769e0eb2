using System.Diagnostics;
using System.Text.Json;
using MassTransit;
using MassTransit.Context;
using MassTransit.Saga;
using Microsoft.EntityFrameworkCore;
using SharedSequencer.Bundles.Storage;
using SharedSequencer.Messages;

namespace SharedSequencer.Bundles.Saga;

/// <summary>
/// The rows of the transaction in which a message is handled. The saga's row is locked in it, so messages to one saga take
/// turns, and its events get their numbers in the order in which they will be seen. The inbox writes what was changed.
/// </summary>
internal sealed class SagaRows<T>(ConsumeContext<T> consumed, SagaSession session)
    : ConsumeContextScope<T>(consumed), SagaRepositoryContext<BundleSaga, T>
    where T : class
{
    private readonly ConsumeContext<T> _consumed = consumed;
    private readonly BundlesContext _database = session.Database;

    Task<SagaConsumeContext<BundleSaga, T>> SagaRepositoryContext<BundleSaga, T>.Add(BundleSaga instance) => throw NotHere();

    Task<SagaConsumeContext<BundleSaga, T>> SagaRepositoryContext<BundleSaga, T>.Insert(BundleSaga instance) => throw NotHere();

    Task SagaRepositoryContext<BundleSaga, T>.Save(SagaConsumeContext<BundleSaga> context) => throw NotHere();

    async Task<SagaConsumeContext<BundleSaga, T>> SagaRepositoryContext<BundleSaga, T>.Load(Guid correlationId) =>
        (await FindAsync(correlationId))!;

    Task SagaRepositoryContext<BundleSaga, T>.Update(SagaConsumeContext<BundleSaga> context)
    {
        Tell(context.Saga);
        return Task.CompletedTask;
    }

    Task SagaRepositoryContext<BundleSaga, T>.Delete(SagaConsumeContext<BundleSaga> context) =>
        throw new NotSupportedException("Ended bundles are kept for a while; nobody completes one.");

    Task SagaRepositoryContext<BundleSaga, T>.Discard(SagaConsumeContext<BundleSaga> context) => Task.CompletedTask;

    Task SagaRepositoryContext<BundleSaga, T>.Undo(SagaConsumeContext<BundleSaga> context) => Task.CompletedTask;

    Task<SagaConsumeContext<BundleSaga, TOther>> ISagaConsumeContextFactory<BundleSaga>.CreateSagaConsumeContext<TOther>(
        ConsumeContext<TOther> consumeContext, BundleSaga instance, SagaConsumeContextMode mode) =>
        Task.FromResult<SagaConsumeContext<BundleSaga, TOther>>(
            new DefaultSagaConsumeContext<BundleSaga, TOther>(consumeContext, instance));

    /// <summary>The inbox has read what there was; beside it stands what another transaction inserted since.</summary>
    private async Task<SagaConsumeContext<BundleSaga, T>?> FindAsync(Guid correlationId)
    {
        if (!session.Sagas.TryGetValue(correlationId, out var saga))
        {
            if (await ReadAsync(correlationId) is not { } read) return null;
            session.Sagas[correlationId] = saga = read;
        }

        return new DefaultSagaConsumeContext<BundleSaga, T>(_consumed, saga);
    }

    private async Task<BundleSaga?> ReadAsync(Guid correlationId)
    {
        var saga = await _database.Sagas
            .FromSql($"select *, xmin from bundles where correlation_id = {correlationId} for update")
            .SingleOrDefaultAsync(CancellationToken);
        if (saga is null) return null;
        await _database.Entry(saga).Collection(row => row.Legs).LoadAsync(CancellationToken);
        await _database.Entry(saga).Collection(row => row.Steps).LoadAsync(CancellationToken);
        return saga;
    }

    private static NotSupportedException NotHere() =>
        new("The inbox inserts a saga before its first message is handled.");

    /// <summary>Adds the events that the saga has to tell; the inbox writes them with it.</summary>
    private void Tell(BundleSaga saga)
    {
        while (saga.Changes.TryDequeue(out var change))
        {
            _database.Outbox.Add(new OutboxRow
            {
                BundleId = saga.BundleId,
                Payload = JsonSerializer.SerializeToUtf8Bytes(change, MeshJson.Options),
                TraceParent = Activity.Current?.Id,
            });
        }
    }
}
