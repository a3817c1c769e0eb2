using System.Buffers;
using System.Net;

namespace SharedSequencer.StandIn.Http;

/// <summary>
/// A request body held in one pooled buffer, so that a call can be sent again.
/// Like daprd it keeps at most 4 MiB: a longer body reaches the app cut off, under its true Content-Length.
/// </summary>
internal sealed class CallBody : IDisposable
{
    public const int MaxBytes = 4 * 1024 * 1024;
    private const int FirstBufferBytes = 16 * 1024;

    private byte[] buffer;
    private int length;

    private CallBody(byte[] buffer, long declared)
    {
        this.buffer = buffer;
        DeclaredLength = declared;
    }

    /// <summary>The length the caller announced or, without one, the length that was read.</summary>
    public long DeclaredLength { get; private set; }

    public bool IsCut => DeclaredLength > MaxBytes;

    public ReadOnlyMemory<byte> Bytes => buffer.AsMemory(0, length);

    public static async Task<CallBody> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var announced = request.ContentLength;
        var first = announced is { } known ? (int)Math.Min(known, MaxBytes) : FirstBufferBytes;
        var body = new CallBody(first == 0 ? [] : ArrayPool<byte>.Shared.Rent(first), announced ?? 0);
        if (announced == 0) return body;
        try
        {
            await body.FillAsync(request.Body, cancellationToken);
            if (announced is null) body.DeclaredLength = body.length;
            return body;
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    public HttpContent ToContent() => new BodyContent(this);

    public void Dispose()
    {
        if (buffer.Length > 0) ArrayPool<byte>.Shared.Return(buffer);
        buffer = [];
        length = 0;
    }

    private async Task FillAsync(Stream source, CancellationToken cancellationToken)
    {
        while (length < MaxBytes)
        {
            if (length == buffer.Length) Grow();
            var room = Math.Min(buffer.Length, MaxBytes) - length;
            var read = await source.ReadAsync(buffer.AsMemory(length, room), cancellationToken);
            if (read == 0) return;
            length += read;
            if (DeclaredLength > 0 && length == DeclaredLength) return;
        }
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(FirstBufferBytes, buffer.Length * 2));
        buffer.AsSpan(0, length).CopyTo(larger);
        if (buffer.Length > 0) ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
    }

    private sealed class BodyContent(CallBody body) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override async Task SerializeToStreamAsync(
            Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            await stream.WriteAsync(body.Bytes, cancellationToken);
            if (!body.IsCut) return;
            await stream.FlushAsync(cancellationToken);
            throw new BodyTooLongException(body.DeclaredLength);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = body.DeclaredLength;
            return true;
        }
    }
}
