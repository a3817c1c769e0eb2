using System.Buffers.Text;
using System.Net.Sockets;
using System.Text;

namespace SharedSequencer.Launcher.Bench;

/// <summary>
/// Reads HTTP/1.1 answers with a Content-Length or in chunks from a connection without pipelining: after an
/// answer
/// nothing is left over. Just enough HTTP for the two servers that are measured.
/// </summary>
internal sealed class HttpAnswerReader
{
    private byte[] _buffer = new byte[64 * 1024];
    private int _length;

    /// <summary>
    /// The body of the next answer; valid until the next call. Chunks are not joined, only searched.
    /// </summary>
    public async Task<ReadOnlyMemory<byte>> ReadAsync(Socket socket, CancellationToken cancellation)
    {
        _length = 0;
        while (true)
        {
            if (_length == _buffer.Length)
                Array.Resize(ref _buffer, 2 * _length);
            var read = await socket.ReceiveAsync(_buffer.AsMemory(_length), cancellation);
            if (read == 0)
                throw new LocalMeshException("The server under test closed the connection.");
            _length += read;
            if (TryFinish(out var body))
                return body;
        }
    }

    private bool TryFinish(out ReadOnlyMemory<byte> body)
    {
        body = default;
        var answer = _buffer.AsSpan(0, _length);
        var headEnd = answer.IndexOf("\r\n\r\n"u8);
        if (headEnd < 0)
            return false;
        var head = answer[..headEnd];
        var start = headEnd + 4;
        var isDone = ContentLength(head) is { } length
            ? _length - start >= length
            : answer.EndsWith("\r\n0\r\n\r\n"u8);
        if (isDone)
            body = _buffer.AsMemory(start, _length - start);
        return isDone;
    }

    private static int? ContentLength(ReadOnlySpan<byte> head)
    {
        foreach (var name in (ReadOnlySpan<string>)["\r\nContent-Length: ", "\r\ncontent-length: "])
        {
            var at = head.IndexOf(Encoding.ASCII.GetBytes(name));
            if (at >= 0 && Utf8Parser.TryParse(head[(at + name.Length)..], out int length, out _))
                return length;
        }

        return null;
    }
}
