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

    public async Task Send<T>(ConsumeContext<T> context, IPipe<SagaRepositoryContext<BundleSaga, T>> next)
        where T : class => await next.Send(new SagaRows<T>(context, context.GetPayload<SagaSession>().Database));

    /// <summary>Sagas are found by their key alone.</summary>
    public Task SendQuery<T>(
        ConsumeContext<T> context, ISagaQuery<BundleSaga> query, IPipe<SagaRepositoryQueryContext<BundleSaga, T>> next)
        where T : class => throw new NotSupportedException("Bundles are found by their key, not by a query.");
}
