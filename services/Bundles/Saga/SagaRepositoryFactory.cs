using MassTransit;
using MassTransit.Saga;

namespace SharedSequencer.Bundles.Saga;

/// <summary>
/// MassTransit's door to the rows of <c>bundles</c>. A message brings the transaction it is handled in, which its
/// sender commits: with the inbox, the outbox and the chain's position, or not at all.
/// </summary>
internal sealed class SagaRepositoryFactory : ISagaRepositoryContextFactory<BundleSaga>
{
    public void Probe(ProbeContext context) => context.Add("persistence", "PostgreSQL, the sender's transaction");

    async Task ISagaRepositoryContextFactory<BundleSaga>.Send<T>(
        ConsumeContext<T> context, IPipe<SagaRepositoryContext<BundleSaga, T>> next) =>
        await next.Send(new SagaRows<T>(context, context.GetPayload<SagaSession>()));

    /// <summary>Sagas are found by their key alone.</summary>
    Task ISagaRepositoryContextFactory<BundleSaga>.SendQuery<T>(
        ConsumeContext<T> context, ISagaQuery<BundleSaga> query, IPipe<SagaRepositoryQueryContext<BundleSaga, T>> next) =>
        throw new NotSupportedException("Bundles are found by their key, not by a query.");
}
