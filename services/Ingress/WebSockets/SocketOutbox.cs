using System.Net.WebSockets;
using System.Threading.Channels;

namespace SharedSequencer.Ingress.WebSockets;

/// <summary>
/// The sending side of one connection, bounded in messages and bytes. Answers wait for room, which slows the
/// client's own requests down; pushes do not wait: a reader too slow for its subscriptions is dropped instead of
/// buffered without bound.
/// </summary>
internal sealed class SocketOutbox : IDisposable
{
    private readonly WebSocket _socket;
    private readonly SocketOptions _options;
    private readonly Channel<ReadOnlyMemory<byte>> _queue;
    private readonly Channel<bool> _sent = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private readonly SemaphoreSlim _answering = new(1, 1);
    private readonly TaskCompletionSource _dropped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _queuedBytes;

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

    /// <summary>Throws <see cref="ChannelClosedException"/> when the connection ends meanwhile.</summary>
    public async ValueTask AnswerAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        if (DropReason is not null) return;
        await _answering.WaitAsync(cancellationToken);
        try
        {
            while (!HasRoom(message)) await _sent.Reader.ReadAsync(cancellationToken);
            Interlocked.Add(ref _queuedBytes, message.Length);
            await _queue.Writer.WriteAsync(message, cancellationToken);
        }
        finally
        {
            _answering.Release();
        }
    }

    public void Push(ReadOnlyMemory<byte> message)
    {
        if (HasRoom(message) && _queue.Writer.TryWrite(message)) Interlocked.Add(ref _queuedBytes, message.Length);
        else Drop("reads too slowly");
    }

    /// <summary>Breaks the connection off: what is queued is not sent any more, only the reason is.</summary>
    public void Drop(string reason)
    {
        DropReason ??= reason;
        Complete();
        _dropped.TrySetResult();
    }

    /// <summary>No further messages; what is queued is still sent.</summary>
    public void Complete()
    {
        _queue.Writer.TryComplete();
        _sent.Writer.TryComplete();
    }

    public void Dispose() => _answering.Dispose();

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await foreach (var message in _queue.Reader.ReadAllAsync(cancellationToken))
        {
            if (DropReason is not null) return;
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(_options.SendTimeoutMilliseconds);
            await _socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, limit.Token);
            Interlocked.Add(ref _queuedBytes, -message.Length);
            _sent.Writer.TryWrite(true);
        }
    }

    private bool HasRoom(ReadOnlyMemory<byte> message)
    {
        var queued = Interlocked.Read(ref _queuedBytes);
        return queued <= 0 || queued + message.Length <= _options.MaxQueuedBytes;
    }
}
