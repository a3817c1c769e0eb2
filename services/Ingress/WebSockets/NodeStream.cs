using System.Buffers;
using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json;
using SharedSequencer.Ingress.JsonRpc;
using SharedSequencer.Ingress.Nodes;

namespace SharedSequencer.Ingress.WebSockets;

/// <summary>
/// One client's own WebSocket to the rollup's node, opened with its first subscription: what the node pushes goes
/// out as it is. When the node's side ends, so does the client's, because its subscriptions are gone.
/// </summary>
internal sealed class NodeStream : IAsyncDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly SocketOutbox _outbox;
    private readonly int _maxMessageBytes;
    private readonly ConcurrentDictionary<int, TaskCompletionSource<RpcAnswer>> _waiting = [];
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly CancellationTokenSource _ended = new();
    private Task _reading = Task.CompletedTask;
    private int _lastId;

    private NodeStream(SocketOutbox outbox, int maxMessageBytes)
    {
        _outbox = outbox;
        _maxMessageBytes = maxMessageBytes;
    }

    /// <summary>Connects; null when the node does not take the connection.</summary>
    public static async Task<NodeStream?> OpenAsync(
        RollupNode node, SocketOutbox outbox, int maxMessageBytes, CancellationToken cancellationToken)
    {
        var stream = new NodeStream(outbox, maxMessageBytes);
        try
        {
            await stream._socket.ConnectAsync(node.WebSocket, cancellationToken);
        }
        catch (WebSocketException)
        {
            await stream.DisposeAsync();
            return null;
        }
        stream._reading = stream.ReadAsync(stream._ended.Token);
        return stream;
    }

    public async Task<RpcAnswer> CallAsync(
        string method, ReadOnlyMemory<byte> parameters, CancellationToken cancellationToken)
    {
        var id = Interlocked.Increment(ref _lastId);
        var answer = new TaskCompletionSource<RpcAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[id] = answer;
        try
        {
            await SendAsync(SubscriptionText.Request(id, method, parameters.Span), cancellationToken);
            return await answer.Task.WaitAsync(cancellationToken);
        }
        catch (Exception gone) when (gone is WebSocketException or InvalidOperationException)
        {
            return RpcAnswer.Of(RpcErrors.NodeUnavailable);
        }
        finally
        {
            _waiting.TryRemove(id, out _);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _reading;
        _socket.Dispose();
        _sending.Dispose();
        _ended.Dispose();
    }

    private async Task SendAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        await _sending.WaitAsync(cancellationToken);
        try
        {
            await _socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
        }
        finally
        {
            _sending.Release();
        }
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await ReceiveAsync(cancellationToken) is { } message) Take(message);
        }
        catch (Exception ended) when (ended is WebSocketException or OperationCanceledException or IOException)
        {
            // Both ways of ending are told below.
        }
        foreach (var (_, waiting) in _waiting) waiting.TrySetResult(RpcAnswer.Of(RpcErrors.NodeUnavailable));
        if (!cancellationToken.IsCancellationRequested) _outbox.Drop("the rollup's node ended the stream");
    }

    private async Task<ReadOnlyMemory<byte>?> ReceiveAsync(CancellationToken cancellationToken)
    {
        var buffer = new ArrayBufferWriter<byte>(1_024);
        while (true)
        {
            var received = await _socket.ReceiveAsync(buffer.GetMemory(1_024), cancellationToken);
            if (received.MessageType == WebSocketMessageType.Close) return null;
            buffer.Advance(received.Count);
            if (buffer.WrittenCount > _maxMessageBytes) return null;
            if (received.EndOfMessage) return buffer.WrittenMemory;
        }
    }

    /// <summary>An answer has an id, a push has none.</summary>
    private void Take(ReadOnlyMemory<byte> message)
    {
        if (ReadId(message.Span) is { } id && _waiting.TryGetValue(id, out var waiting))
            waiting.TrySetResult(NodeAnswerReader.ReadSingle(message));
        else _outbox.Push(message);
    }

    private static int? ReadId(ReadOnlySpan<byte> message)
    {
        try
        {
            var reader = new Utf8JsonReader(message, new JsonReaderOptions { MaxDepth = 256 });
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isId = JsonText.Is(in reader, "id"u8);
                reader.Read();
                if (isId) return reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var id) ? id : null;
                reader.Skip();
            }
        }
        catch (JsonException)
        {
            // No JSON has no id.
        }
        return null;
    }
}
