using System.Net.WebSockets;
using SharedSequencer.Ingress.Limits;
using SharedSequencer.Ingress.Nodes;
using SharedSequencer.Ingress.Rollups;

namespace SharedSequencer.Ingress.WebSockets;

/// <summary>JSON-RPC over WebSocket: the same calls as over HTTP, and subscriptions.</summary>
internal sealed class RpcSockets(
    SocketRequests requests, LimitsOptions limits, SocketOptions options, NodesOptions nodes, PendingFeed feed,
    TimeProvider time, ILogger<RpcSockets> logger)
{
    private static readonly TimeSpan CloseGrace = TimeSpan.FromSeconds(1);

    private readonly ClientShares _connections = new(options.MaxConnectionsPerClient);
    private readonly ClientShares _subscriptions = new(options.MaxSubscriptionsPerClient);
    private int _open;

    public async Task ServeAsync(HttpContext context, Rollup rollup)
    {
        if (Interlocked.Increment(ref _open) > limits.MaxWebSockets)
        {
            Interlocked.Decrement(ref _open);
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }
        try
        {
            await ServeWithinShareAsync(context, rollup);
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }

    private async Task ServeWithinShareAsync(HttpContext context, Rollup rollup)
    {
        var share = new ClientShare(_connections, context.Connection.RemoteIpAddress);
        if (!share.TryTake())
        {
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            return;
        }
        try
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            await ServeAsync(socket, context, rollup);
        }
        finally
        {
            share.Give(1);
        }
    }

    private async Task ServeAsync(WebSocket socket, HttpContext context, Rollup rollup)
    {
        using var outbox = new SocketOutbox(socket, options);
        var share = new ClientShare(_subscriptions, context.Connection.RemoteIpAddress);
        await using var subscriptions = new SocketSubscriptions(rollup, outbox, feed, share, options, nodes);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        var peer = new SocketPeer(rollup, subscriptions, context.Connection.RemoteIpAddress);
        var sending = outbox.RunAsync(ended.Token);
        var receiving = requests.RunAsync(socket, outbox, peer, ended.Token);
        try
        {
            await await Task.WhenAny(sending, receiving, outbox.Dropped);
            outbox.Complete();
            // The close frame needs the line: a message on its way goes first, or runs into its time limit.
            await sending;
        }
        catch (Exception broken) when (broken is WebSocketException or OperationCanceledException or IOException)
        {
            outbox.Drop("the connection broke");
        }
        await CloseAsync(socket, outbox.DropReason);
        // A cancelled receive resets the connection, which could overtake the close frame: wait for the client's.
        await receiving.WaitAsync(CloseGrace, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await ended.CancelAsync();
        await Task.WhenAll(sending, receiving).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task CloseAsync(WebSocket socket, string? dropReason)
    {
        if (dropReason is not null) logger.WebSocketClosed(dropReason);
        if (socket.State is not (WebSocketState.Open or WebSocketState.CloseReceived)) return;
        var status = dropReason is null ? WebSocketCloseStatus.NormalClosure : WebSocketCloseStatus.PolicyViolation;
        using var limit = new CancellationTokenSource(options.SendTimeoutMilliseconds);
        try
        {
            await socket.CloseOutputAsync(status, dropReason ?? "bye", limit.Token);
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException or InvalidOperationException)
        {
            socket.Abort();
        }
    }
}
