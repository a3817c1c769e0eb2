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

    public Task<SagaConsumeContext<BundleSaga, T>> Add(BundleSaga instance) =>
        CreateSagaConsumeContext(_consumed, instance, SagaConsumeContextMode.Add);

    /// <summary>Null when somebody else was first; waits until they have committed, or have given up.</summary>
    public async Task<SagaConsumeContext<BundleSaga, T>> Insert(BundleSaga instance)
    {
        var inserted = await database.Database.ExecuteSqlAsync(
            $"""
            insert into bundles (correlation_id, bundle_id, escrow_id, mode, not_after, state, changed_ms)
            values ({instance.CorrelationId}, {instance.BundleId}, {instance.EscrowId}, {instance.Mode}, {instance.NotAfter},
                {instance.State}, {instance.ChangedMs})
            on conflict do nothing
            """,
            CancellationToken);
        if (inserted == 0) return null!;
        database.Legs.AddRange(instance.Legs);
        await database.SaveChangesAsync(CancellationToken);
        return await Load(instance.CorrelationId);
    }

    public async Task<SagaConsumeContext<BundleSaga, T>> Load(Guid correlationId)
    {
        var saga = await database.Sagas
            .FromSql($"select *, xmin from bundles where correlation_id = {correlationId} for update")
            .SingleOrDefaultAsync(CancellationToken);
        if (saga is null) return null!;
        await database.Entry(saga).Collection(row => row.Legs).LoadAsync(CancellationToken);
        await database.Entry(saga).Collection(row => row.Steps).LoadAsync(CancellationToken);
        return await CreateSagaConsumeContext(_consumed, saga, SagaConsumeContextMode.Load);
    }

    public async Task Save(SagaConsumeContext<BundleSaga> context)
    {
        database.Sagas.Add(context.Saga);
        await Update(context);
    }

    public async Task Update(SagaConsumeContext<BundleSaga> context)
    {
        while (context.Saga.Changes.TryDequeue(out var change))
        {
            database.Outbox.Add(new OutboxRow
            {
                BundleId = context.Saga.BundleId,
                Payload = JsonSerializer.SerializeToUtf8Bytes(change, MeshJson.Options),
                TraceParent = Activity.Current?.Id,
            });
        }

        await database.SaveChangesAsync(CancellationToken);
    }

    public Task Delete(SagaConsumeContext<BundleSaga> context) =>
        throw new NotSupportedException("Ended bundles are kept for a while; nobody completes one.");

    public Task Discard(SagaConsumeContext<BundleSaga> context) => Task.CompletedTask;

    public Task Undo(SagaConsumeContext<BundleSaga> context) => Task.CompletedTask;

    public Task<SagaConsumeContext<BundleSaga, TOther>> CreateSagaConsumeContext<TOther>(
        ConsumeContext<TOther> consumeContext, BundleSaga instance, SagaConsumeContextMode mode)
        where TOther : class =>
        Task.FromResult<SagaConsumeContext<BundleSaga, TOther>>(new DefaultSagaConsumeContext<BundleSaga, TOther>(consumeContext, instance));
}
