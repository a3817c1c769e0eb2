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
/// The rows of one message's transaction. The saga's row is locked while it is handled, so messages to one saga take
/// turns, and its events get their numbers in the order in which they will be seen.
/// </summary>
internal sealed class SagaRows<T>(ConsumeContext<T> consumed, BundlesContext database)
    : ConsumeContextScope<T>(consumed), SagaRepositoryContext<BundleSaga, T>
    where T : class
{
    private readonly ConsumeContext<T> _consumed = consumed;

    Task<SagaConsumeContext<BundleSaga, T>> SagaRepositoryContext<BundleSaga, T>.Add(BundleSaga instance) =>
        Task.FromResult<SagaConsumeContext<BundleSaga, T>>(new DefaultSagaConsumeContext<BundleSaga, T>(_consumed, instance));

    /// <summary>
    /// Null when somebody else was first; waits until they have committed, or have given up. Legs are written with what the
    /// message changes.
    /// </summary>
    async Task<SagaConsumeContext<BundleSaga, T>> SagaRepositoryContext<BundleSaga, T>.Insert(BundleSaga instance)
    {
        var inserted = await database.Sagas
            .FromSql(
                $"""
                insert into bundles (correlation_id, bundle_id, escrow_id, mode, not_after, state, changed_ms)
                values ({instance.CorrelationId}, {instance.BundleId}, {instance.EscrowId}, {instance.Mode}, {instance.NotAfter},
                    {instance.State}, {instance.ChangedMs})
                on conflict do nothing returning *, xmin
                """)
            .ToListAsync(CancellationToken);
        if (inserted is not [var saga]) return null!;
        saga.Legs.AddRange(instance.Legs);
        database.Legs.AddRange(instance.Legs);
        return new DefaultSagaConsumeContext<BundleSaga, T>(_consumed, saga);
    }

    async Task<SagaConsumeContext<BundleSaga, T>> SagaRepositoryContext<BundleSaga, T>.Load(Guid correlationId) =>
        (await FindAsync(correlationId))!;

    async Task SagaRepositoryContext<BundleSaga, T>.Save(SagaConsumeContext<BundleSaga> context)
    {
        database.Sagas.Add(context.Saga);
        await StoreAsync(context.Saga);
    }

    Task SagaRepositoryContext<BundleSaga, T>.Update(SagaConsumeContext<BundleSaga> context) => StoreAsync(context.Saga);

    Task SagaRepositoryContext<BundleSaga, T>.Delete(SagaConsumeContext<BundleSaga> context) =>
        throw new NotSupportedException("Ended bundles are kept for a while; nobody completes one.");

    Task SagaRepositoryContext<BundleSaga, T>.Discard(SagaConsumeContext<BundleSaga> context) => Task.CompletedTask;

    Task SagaRepositoryContext<BundleSaga, T>.Undo(SagaConsumeContext<BundleSaga> context) => Task.CompletedTask;

    Task<SagaConsumeContext<BundleSaga, TOther>> ISagaConsumeContextFactory<BundleSaga>.CreateSagaConsumeContext<TOther>(
        ConsumeContext<TOther> consumeContext, BundleSaga instance, SagaConsumeContextMode mode) =>
        Task.FromResult<SagaConsumeContext<BundleSaga, TOther>>(
            new DefaultSagaConsumeContext<BundleSaga, TOther>(consumeContext, instance));

    private async Task<SagaConsumeContext<BundleSaga, T>?> FindAsync(Guid correlationId)
    {
        var saga = await database.Sagas
            .FromSql($"select *, xmin from bundles where correlation_id = {correlationId} for update")
            .SingleOrDefaultAsync(CancellationToken);
        if (saga is null) return null;
        await database.Entry(saga).Collection(row => row.Legs).LoadAsync(CancellationToken);
        await database.Entry(saga).Collection(row => row.Steps).LoadAsync(CancellationToken);
        return new DefaultSagaConsumeContext<BundleSaga, T>(_consumed, saga);
    }

    /// <summary>Writes the saga, and the events it has to tell.</summary>
    private async Task StoreAsync(BundleSaga saga)
    {
        while (saga.Changes.TryDequeue(out var change))
        {
            database.Outbox.Add(new OutboxRow
            {
                BundleId = saga.BundleId,
                Payload = JsonSerializer.SerializeToUtf8Bytes(change, MeshJson.Options),
                TraceParent = Activity.Current?.Id,
            });
        }

        await database.SaveChangesAsync(CancellationToken);
    }
}
