namespace SharedSequencer.Ingress.JsonRpc;

/// <summary>Where a connection that can be pushed to keeps its subscriptions.</summary>
internal interface IRpcSubscriptions
{
    Task<RpcAnswer> SubscribeAsync(ReadOnlyMemory<byte> parameters, CancellationToken cancellationToken);

    Task<RpcAnswer> UnsubscribeAsync(ReadOnlyMemory<byte> parameters, CancellationToken cancellationToken);
}
