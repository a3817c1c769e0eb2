using System.Net.WebSockets;
using System.Threading.Channels;

namespace SharedSequencer.Ingress.WebSockets;

/// <summary>
/// The sending side of one connection. Answers wait for room, which slows the client's own requests down; pushes
/// do not wait: a reader too slow for its subscriptions is dropped instead of buffered without bound.
/// </summary>
internal sealed class SocketOutbox
{
    private readonly WebSocket _socket;
    private readonly SocketOptions _options;
    private readonly Channel<ReadOnlyMemory<byte>> _queue;
    private readonly TaskCompletionSource _dropped = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public SocketOutbox(WebSocket socket, SocketOptions options)
    {
        _socket = socket;
        _options = options;
        _queue = Channel.CreateBounded<ReadOnlyMemory<byte>>(
            new BoundedChannelOptions(options.MaxQueuedMessages) { SingleReader = true });
    }

    /// <summary>Ends when the connection is to be broken off, with the reason in <see cref="DropReason"/>.</summary>
    public Task Dropped => _dropped.Task;

    public string? DropReason { get; private set; }

    public ValueTask AnswerAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken) =>
        DropReason is null ? _queue.Writer.WriteAsync(message, cancellationToken) : ValueTask.CompletedTask;

    public void Push(ReadOnlyMemory<byte> message)
    {
        if (!_queue.Writer.TryWrite(message)) Drop("reads too slowly");
    }

    /// <summary>Breaks the connection off: what is queued is not sent any more, only the reason is.</summary>
    public void Drop(string reason)
    {
        DropReason ??= reason;
        Complete();
        _dropped.TrySetResult();
    }

    /// <summary>No further messages; what is queued is still sent.</summary>
    public void Complete() => _queue.Writer.TryComplete();

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await foreach (var message in _queue.Reader.ReadAllAsync(cancellationToken))
        {
            if (DropReason is not null) return;
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(_options.SendTimeoutMilliseconds);
            await _socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, limit.Token);
        }
    }
}
