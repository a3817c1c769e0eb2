using System.Net.WebSockets;
using System.Threading.Channels;

namespace SharedSequencer.Ingress.WebSockets;

/// <summary>
/// The sending side of one connection. Answers wait for room, which slows the client's own requests down; pushes
/// do not wait: a reader too slow for its subscriptions is dropped instead of buffered without bound.
/// </summary>
internal sealed class SocketOutbox : IDisposable
{
    private readonly WebSocket _socket;
    private readonly SocketOptions _options;
    private readonly Channel<ReadOnlyMemory<byte>> _queue;
    private readonly CancellationTokenSource _dropped = new();

    public SocketOutbox(WebSocket socket, SocketOptions options)
    {
        _socket = socket;
        _options = options;
        _queue = Channel.CreateBounded<ReadOnlyMemory<byte>>(
            new BoundedChannelOptions(options.MaxQueuedMessages) { SingleReader = true });
    }

    /// <summary>Ends when the reader is dropped, with the reason in <see cref="DropReason"/>.</summary>
    public CancellationToken Dropped => _dropped.Token;

    public string? DropReason { get; private set; }

    public ValueTask AnswerAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken) =>
        _queue.Writer.WriteAsync(message, cancellationToken);

    public void Push(ReadOnlyMemory<byte> message)
    {
        if (!_queue.Writer.TryWrite(message)) Drop("reads too slowly");
    }

    /// <summary>Breaks the connection off.</summary>
    public void Drop(string reason)
    {
        DropReason ??= reason;
        _dropped.Cancel();
    }

    public void Dispose() => _dropped.Dispose();

    /// <summary>No further messages; what is queued is still sent.</summary>
    public void Complete() => _queue.Writer.TryComplete();

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await foreach (var message in _queue.Reader.ReadAllAsync(cancellationToken))
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(_options.SendTimeoutMilliseconds);
            await _socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, limit.Token);
        }
    }
}
