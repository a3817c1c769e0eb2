using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SharedSequencer.Launcher.Bench;

/// <summary>
/// One HTTP/1.1 connection on a bare socket: it costs a tenth of what <see cref="HttpClient"/> costs, so that
/// the
/// server under test gets the cores. Checks that every transaction is answered with a hash.
/// </summary>
internal sealed class LoadConnection : IDisposable
{
    private static readonly SearchValues<byte> Digits = SearchValues.Create("0123456789abcdef"u8);

    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly string _path;
    private readonly HttpAnswerReader _answers = new();
    private byte[] _request = [];

    private LoadConnection(string path) => _path = path;

    public static async Task<LoadConnection> OpenAsync(Uri target, CancellationToken cancellation)
    {
        var connection = new LoadConnection(target.AbsolutePath);
        await connection._socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, target.Port), cancellation);
        return connection;
    }

    /// <summary>Sends the requests one after the other, each after the answer to the one before.</summary>
    /// <exception cref="LocalMeshException">An answer is not as many hashes as transactions.</exception>
    public async Task SendAllAsync(byte[][] bodies, int hashesPerAnswer, CancellationToken cancellation)
    {
        foreach (var body in bodies)
            await SendAsync(_path, body, hashesPerAnswer, cancellation);
    }

    /// <summary>Sends one request and waits for its answer.</summary>
    /// <exception cref="LocalMeshException">The answer is not as many hashes as transactions.</exception>
    public async Task SendAsync(string path, byte[] body, int hashesPerAnswer, CancellationToken cancellation)
    {
        var answer = await ExchangeAsync("POST", path, body, cancellation);
        if (CountHashes(answer.Span) != hashesPerAnswer)
            throw new LocalMeshException($"Not every transaction was accepted: {Excerpt(answer.Span)}");
    }

    /// <summary>Sends one request and reads its answer, whose body is valid until the next call.</summary>
    public async Task<ReadOnlyMemory<byte>> ExchangeAsync(
        string method, string path, byte[] body, CancellationToken cancellation)
    {
        var length = Prepare(method, path, body);
        for (var sent = 0; sent < length;)
            sent += await _socket.SendAsync(_request.AsMemory(sent, length - sent), cancellation);
        return await _answers.ReadAsync(_socket, cancellation);
    }

    public void Dispose() => _socket.Dispose();

    /// <summary>Head and body in one write.</summary>
    private int Prepare(string method, string path, byte[] body)
    {
        var head = $"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
            + $"Content-Length: {body.Length}\r\n\r\n";
        if (_request.Length < head.Length + body.Length)
            _request = new byte[head.Length + body.Length];
        var headLength = Encoding.ASCII.GetBytes(head, _request);
        body.CopyTo(_request, headLength);
        return headLength + body.Length;
    }

    /// <summary>Results that are a hash: a string of 0x and 64 digits.</summary>
    private static int CountHashes(ReadOnlySpan<byte> answer)
    {
        var member = "\"result\":\"0x"u8;
        var count = 0;
        while (answer.IndexOf(member) is var start and >= 0)
        {
            answer = answer[(start + member.Length)..];
            var isHash = answer.Length > 64
                && answer[64] == (byte)'"'
                && !answer[..64].ContainsAnyExcept(Digits);
            count += isHash ? 1 : 0;
        }

        return count;
    }

    internal static string Excerpt(ReadOnlySpan<byte> answer)
    {
        var error = answer.IndexOf("\"error\""u8);
        var from = Math.Max(0, error);
        return Encoding.UTF8.GetString(answer.Slice(from, Math.Min(300, answer.Length - from)));
    }
}
