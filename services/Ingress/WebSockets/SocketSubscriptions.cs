using System.Text;
using SharedSequencer.Ingress.JsonRpc;
using SharedSequencer.Ingress.Limits;
using SharedSequencer.Ingress.Nodes;
using SharedSequencer.Ingress.Rollups;

namespace SharedSequencer.Ingress.WebSockets;

/// <summary>
/// The subscriptions of one connection: <c>newPendingTransactions</c> is our own stream, everything else is the
/// node's.
/// </summary>
internal sealed class SocketSubscriptions(
    Rollup rollup, SocketOutbox outbox, PendingFeed feed, ClientShare share, SocketOptions options,
    NodesOptions nodes) : IRpcSubscriptions, IAsyncDisposable
{
    private readonly HashSet<string> _own = [];
    private readonly SemaphoreSlim _gate = new(1, 1);
    private NodeStream? _node;
    private int _count;

    public async Task<RpcAnswer> SubscribeAsync(ReadOnlyMemory<byte> parameters, CancellationToken cancellationToken)
    {
        if (ReadText(parameters.Span) is not { } kind)
            return RpcAnswer.Of(RpcErrors.InvalidParams("invalid argument 0: a subscription name is expected"));
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_count >= options.MaxSubscriptions)
                return RpcAnswer.Of(RpcErrors.LimitExceeded("subscriptions of this connection"));
            if (!share.TryTake())
                return RpcAnswer.Of(RpcErrors.LimitExceeded("subscriptions of this client"));
            return await SubscribeAsync(kind, parameters, cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    public async Task<RpcAnswer> UnsubscribeAsync(ReadOnlyMemory<byte> parameters, CancellationToken cancellationToken)
    {
        var id = ReadText(parameters.Span);
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (id is not null && _own.Remove(id)) return Removed(feed.Unsubscribe(id, rollup.Lane.Lane));
            if (_node is null) return Removed(false);
            var answer = await _node.CallAsync("eth_unsubscribe", parameters, cancellationToken);
            // A node that does not know the subscription answers false, which is no failure.
            return answer.Json.Span.SequenceEqual("true"u8) ? Removed(true) : answer;
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var id in _own) feed.Unsubscribe(id, rollup.Lane.Lane);
        share.Give(_count);
        if (_node is not null) await _node.DisposeAsync();
        _gate.Dispose();
    }

    /// <summary>The place in the client's share is taken; it is given back when nothing comes of it.</summary>
    private async Task<RpcAnswer> SubscribeAsync(
        string kind, ReadOnlyMemory<byte> parameters, CancellationToken cancellationToken)
    {
        var isSubscribed = false;
        try
        {
            var answer = kind == "newPendingTransactions"
                ? SubscribeToPending()
                : await SubscribeAtNodeAsync(parameters, cancellationToken);
            isSubscribed = !answer.IsFailure;
            if (isSubscribed) _count++;
            return answer;
        }
        finally
        {
            if (!isSubscribed) share.Give(1);
        }
    }

    private RpcAnswer SubscribeToPending()
    {
        var id = SubscriptionText.NewId();
        _own.Add(id);
        feed.Subscribe(id, rollup.Lane.Lane, outbox);
        return RpcAnswer.Of(Encoding.ASCII.GetBytes($"\"{id}\""));
    }

    private async Task<RpcAnswer> SubscribeAtNodeAsync(
        ReadOnlyMemory<byte> parameters, CancellationToken cancellationToken)
    {
        if (rollup.Node is null) return RpcAnswer.Of(RpcErrors.NoNode);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(nodes.TimeoutMilliseconds);
        try
        {
            _node ??= await NodeStream.OpenAsync(rollup.Node, outbox, nodes.MaxAnswerBytes, limit.Token);
            return _node is null
                ? RpcAnswer.Of(RpcErrors.NodeUnavailable)
                : await _node.CallAsync("eth_subscribe", parameters, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return RpcAnswer.Of(RpcErrors.NodeUnavailable);
        }
    }

    private RpcAnswer Removed(bool removed)
    {
        if (removed)
        {
            _count--;
            share.Give(1);
        }
        return RpcAnswer.Of(removed ? "true"u8.ToArray() : "false"u8.ToArray());
    }

    private static string? ReadText(ReadOnlySpan<byte> parameters)
    {
        var reader = new RpcParameters(parameters);
        return reader.ReadString();
    }
}
