using SharedSequencer.Protocol;

namespace SharedSequencer.Ingress.Batching;

/// <summary>Hands encoded batches to the broker.</summary>
internal interface IBatchPublisher
{
    /// <summary>Returns when the broker has it. Any exception means "not known to be delivered".</summary>
    Task PublishAsync(Lane lane, ReadOnlyMemory<byte> batch, CancellationToken cancellationToken);
}
