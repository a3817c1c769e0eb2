using System.Buffers;
using System.IO.Pipelines;
using System.Text;

namespace SharedSequencer.Publisher.Streams;

/// <summary>
/// Writes server-sent events to one reader and waits until each is accepted. A reader that takes too long is slow:
/// it is told so if it reads on within the same time again, and is cut off otherwise.
/// </summary>
internal sealed class SseWriter(PipeWriter output, TimeSpan patience, TimeProvider time)
{
    private Task<FlushResult>? _pending;

    /// <summary>The reader has closed the connection; there is nobody to write to.</summary>
    public bool IsGone { get; private set; }

    /// <summary>Asks the reader to come back after a second when the stream ends.</summary>
    public Task<bool> StartAsync(CancellationToken cancellationToken) =>
        WriteAsync("retry: 1000\n\n"u8, cancellationToken);

    /// <summary>A comment, which keeps proxies from closing the connection.</summary>
    public Task<bool> KeepAliveAsync(CancellationToken cancellationToken) =>
        WriteAsync(": keep-alive\n\n"u8, cancellationToken);

    /// <summary>An event with an id; the data must be without line breaks. False when the reader is slow.</summary>
    /// <exception cref="OperationCanceledException">The reader has gone.</exception>
    public Task<bool> EventAsync(ulong id, ReadOnlySpan<byte> data, CancellationToken cancellationToken)
    {
        output.Write(Encoding.ASCII.GetBytes($"id: {id}\nevent: block\ndata: "));
        output.Write(data);
        return WriteAsync("\n\n"u8, cancellationToken);
    }

    /// <summary>The last event: why the stream ends. False when the reader did not even take that.</summary>
    public async Task<bool> EndAsync(string reason, CancellationToken cancellationToken)
    {
        if (_pending is not null && !await IsDoneAsync(_pending, cancellationToken)) return false;
        return await WriteAsync(
            Encoding.ASCII.GetBytes($"event: end\ndata: {{\"reason\":\"{reason}\"}}\n\n"), cancellationToken);
    }

    private Task<bool> WriteAsync(ReadOnlySpan<byte> bytes, CancellationToken cancellationToken)
    {
        output.Write(bytes);
        _pending = output.FlushAsync(cancellationToken).AsTask();
        return IsDoneAsync(_pending, cancellationToken);
    }

    private async Task<bool> IsDoneAsync(Task<FlushResult> flush, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var first = await Task.WhenAny(flush, Task.Delay(patience, time, timeout.Token));
        await timeout.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
        if (first != flush) return false;
        _pending = null;
        var result = await flush;
        if (!result.IsCompleted && !result.IsCanceled) return true;
        IsGone = true;
        throw new OperationCanceledException("The reader has gone.");
    }
}
