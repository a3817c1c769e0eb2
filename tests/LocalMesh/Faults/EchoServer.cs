using System.Net;
using System.Net.Sockets;

namespace SharedSequencer.LocalMesh.Tests.Faults;

/// <summary>Sends back what it gets, first its own number.</summary>
internal sealed class EchoServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly byte _number;

    public EchoServer(byte number)
    {
        _number = number;
        _listener.Start();
        _ = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public void Dispose() => _listener.Dispose();

    private async Task ServeAsync()
    {
        try
        {
            while (true)
                _ = EchoAsync(await _listener.AcceptSocketAsync());
        }
        catch (Exception end) when (end is ObjectDisposedException or SocketException)
        {
            // Disposed.
        }
    }

    private async Task EchoAsync(Socket caller)
    {
        using var socket = caller;
        var buffer = new byte[1024];
        buffer[0] = _number;
        try
        {
            for (var length = 1; length > 0; length = await socket.ReceiveAsync(buffer))
                await socket.SendAsync(buffer.AsMemory(0, length));
        }
        catch (SocketException)
        {
            // The caller reset the connection.
        }
    }
}
