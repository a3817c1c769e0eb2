using System.Net.WebSockets;
using System.Threading.Channels;
using SharedSequencer.Ingress.JsonRpc;
using SharedSequencer.Ingress.Limits;

namespace SharedSequencer.Ingress.WebSockets;

/// <summary>The receiving side of one connection: reads requests and runs a bounded number of them at once.</summary>
internal sealed class SocketRequests(
    RpcDispatcher dispatcher, LimitsOptions limits, ClientLimits clients, SocketOptions options, ILogger logger)
{
    private const int ReadSize = 4_096;

    /// <summary>Returns when the client closes; throws when the connection breaks or is dropped.</summary>
    public async Task RunAsync(
        WebSocket socket, SocketOutbox outbox, SocketPeer peer, CancellationToken cancellationToken)
    {
        using var slots = new SemaphoreSlim(options.MaxConcurrentRequests);
        try
        {
            while (await ReceiveAsync(socket, outbox, cancellationToken) is { } exchange)
            {
                await slots.WaitAsync(cancellationToken);
                _ = ServeAsync(exchange, outbox, peer, slots, cancellationToken);
            }
        }
        finally
        {
            // The running requests end by themselves or by the token; none outlives the slots.
            for (var i = 0; i < options.MaxConcurrentRequests; i++) await slots.WaitAsync(CancellationToken.None);
        }
    }

    private async Task<RpcExchange?> ReceiveAsync(
        WebSocket socket, SocketOutbox outbox, CancellationToken cancellationToken)
    {
        var exchange = new RpcExchange();
        while (true)
        {
            var received = await socket.ReceiveAsync(exchange.GetMemory(ReadSize), cancellationToken);
            if (received.MessageType == WebSocketMessageType.Close) return null;
            exchange.Advance(received.Count);
            if (exchange.BodyLength > limits.MaxRequestBytes)
            {
                outbox.Drop("message too large");
                return null;
            }
            if (received.EndOfMessage) return exchange;
        }
    }

    private async Task ServeAsync(
        RpcExchange exchange, SocketOutbox outbox, SocketPeer peer, SemaphoreSlim slots,
        CancellationToken cancellationToken)
    {
        try
        {
            exchange.Read(limits.MaxCallsPerRequest, limits.MaxJsonDepth);
            var calls = exchange.Request.Calls.Count;
            if (!clients.TryTake(peer.Address, calls, out _))
                exchange.Request.Fault = RpcErrors.LimitExceeded("this client's calls per second");
            if (exchange.Request.Fault is null)
                await dispatcher.HandleAsync(exchange, peer.Rollup, peer.Subscriptions, cancellationToken);
            await AnswerAsync(exchange, outbox, cancellationToken);
        }
        catch (Exception gone) when (gone is OperationCanceledException or ChannelClosedException)
        {
            // The connection is gone; what was journaled stays.
        }
        catch (Exception failure)
        {
            logger.RequestFailed(failure);
            outbox.Drop("internal error");
        }
        finally
        {
            exchange.Clear();
            slots.Release();
        }
    }

    private static async ValueTask AnswerAsync(
        RpcExchange exchange, SocketOutbox outbox, CancellationToken cancellationToken)
    {
        var buffer = RpcOutput.Write(exchange.Body.Span, exchange.Request, exchange.Answers);
        var message = buffer.WrittenSpan.ToArray();
        RpcOutput.Return(buffer);
        if (message.Length > 0) await outbox.AnswerAsync(message, cancellationToken);
    }
}
