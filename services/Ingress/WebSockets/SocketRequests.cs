using System.Net.WebSockets;
using System.Threading.Channels;
using SharedSequencer.Ingress.JsonRpc;
using SharedSequencer.Ingress.Limits;

namespace SharedSequencer.Ingress.WebSockets;

/// <summary>The receiving side of a connection: reads requests and runs a bounded number of them at once.</summary>
internal sealed class SocketRequests(
    RpcDispatcher dispatcher, LimitsOptions limits, BodyBudget bodies, ClientLimits clients, SocketOptions options,
    TimeProvider time, ILogger<SocketRequests> logger)
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

    /// <summary>The next message; null when the client closes, or when it was dropped and has heard of it.</summary>
    private async Task<RpcExchange?> ReceiveAsync(
        WebSocket socket, SocketOutbox outbox, CancellationToken cancellationToken)
    {
        var exchange = new RpcExchange();
        var isWhole = false;
        try
        {
            var received = await socket.ReceiveAsync(exchange.GetMemory(ReadSize), cancellationToken);
            var begun = time.GetTimestamp();
            while (received.MessageType != WebSocketMessageType.Close)
            {
                var wrong = Take(exchange, received.Count);
                isWhole = wrong is null && received.EndOfMessage;
                if (isWhole) return exchange;
                var receiving = socket.ReceiveAsync(exchange.GetMemory(ReadSize), cancellationToken).AsTask();
                wrong ??= await InTimeAsync(receiving, begun) ? null : "a message took too long to arrive";
                if (wrong is not null)
                {
                    outbox.Drop(wrong);
                    await DrainAsync(socket, receiving, cancellationToken);
                    return null;
                }
                received = await receiving;
            }
            return null;
        }
        finally
        {
            if (!isWhole) Forget(exchange);
        }
    }

    /// <summary>What is wrong with it, if anything is; then the bytes are not taken.</summary>
    private string? Take(RpcExchange exchange, int count)
    {
        if (exchange.BodyLength + count > limits.MaxRequestBytes) return "message too large";
        if (!bodies.TryTake(count)) return "too many bytes of requests under way; come again";
        exchange.Advance(count);
        return null;
    }

    private async Task<bool> InTimeAsync(Task receiving, long begun)
    {
        var left = TimeSpan.FromMilliseconds(options.MessageTimeoutMilliseconds) - time.GetElapsedTime(begun);
        if (left <= TimeSpan.Zero) return false;
        await receiving.WaitAsync(left, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return receiving.IsCompleted;
    }

    /// <summary>
    /// Reads on until the client's close or the end of the connection: to abort a receive, or to leave bytes unread,
    /// resets the connection, which would overtake the close frame with the reason.
    /// </summary>
    private static async Task DrainAsync(
        WebSocket socket, Task<ValueWebSocketReceiveResult> receiving, CancellationToken cancellationToken)
    {
        var unread = new byte[ReadSize];
        var received = await receiving;
        while (received.MessageType != WebSocketMessageType.Close)
            received = await socket.ReceiveAsync(unread.AsMemory(), cancellationToken);
    }

    private void Forget(RpcExchange exchange)
    {
        bodies.Give(exchange.BodyLength);
        exchange.Clear();
    }

    private async Task ServeAsync(
        RpcExchange exchange, SocketOutbox outbox, SocketPeer peer, SemaphoreSlim slots,
        CancellationToken cancellationToken)
    {
        try
        {
            exchange.Client = peer.Address;
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
            Forget(exchange);
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
