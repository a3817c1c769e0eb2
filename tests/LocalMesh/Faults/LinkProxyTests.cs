using System.Net;
using System.Net.Sockets;
using SharedSequencer.Launcher.Faults;
using SharedSequencer.Testing;

namespace SharedSequencer.LocalMesh.Tests.Faults;

public sealed class LinkProxyTests : IDisposable
{
    private const byte Greeting = 7;
    private const byte Payload = 42;

    private readonly EchoServer _server = new(Greeting);
    private readonly LinkProxy _proxy;

    public LinkProxyTests() => _proxy = new LinkProxy(_server.Port);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _proxy.Dispose();
        _server.Dispose();
    }

    [Fact]
    public async Task Bytes_pass_in_both_directions()
    {
        using var client = await ConnectAsync();

        Assert.Equal(Greeting, await ReadAsync(client));
        Assert.Equal(Payload, await EchoAsync(client, Payload));
    }

    [Fact]
    public async Task A_cut_link_keeps_its_connections_and_what_was_sent_arrives_after_it_is_restored()
    {
        using var client = await ConnectAsync();
        Assert.Equal(Greeting, await ReadAsync(client));

        _proxy.Cut();
        await client.SendAsync(new[] { Payload }, Cancellation);
        var answer = ReadAsync(client);
        using var late = await ConnectAsync();
        var greeting = ReadAsync(late);
        await Eventually.HoldsAsync(() => _proxy.Connections == 2, "the second connection is taken", Cancellation);
        Assert.False(answer.IsCompleted || greeting.IsCompleted);

        _proxy.Restore();
        Assert.Equal(Payload, await answer);
        Assert.Equal(Greeting, await greeting);
    }

    [Fact]
    public async Task A_reset_ends_connections_and_new_ones_can_be_made()
    {
        using var client = await ConnectAsync();
        Assert.Equal(Greeting, await ReadAsync(client));

        _proxy.Reset();

        Assert.Equal(0, await ReadAsync(client));
        using var next = await ConnectAsync();
        Assert.Equal(Greeting, await ReadAsync(next));
    }

    [Fact]
    public async Task A_target_that_is_away_ends_the_callers_connection_only()
    {
        var port = _server.Port;
        _server.Dispose();
        using var client = await ConnectAsync();
        Assert.Equal(0, await ReadAsync(client));

        using var again = new LinkProxy(port);
        await Eventually.HoldsAsync(() => _proxy.Connections == 0, "the connection is forgotten", Cancellation);
        Assert.NotEqual(again.Port, _proxy.Port);
    }

    private async Task<Socket> ConnectAsync()
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, _proxy.Port, Cancellation);
        return socket;
    }

    private static async Task<byte> EchoAsync(Socket socket, byte value)
    {
        await socket.SendAsync(new[] { value }, Cancellation);
        return await ReadAsync(socket);
    }

    /// <summary>The next byte; 0 when the connection has ended.</summary>
    private static async Task<byte> ReadAsync(Socket socket)
    {
        var buffer = new byte[1];
        try
        {
            return await socket.ReceiveAsync(buffer, Cancellation) == 1 ? buffer[0] : (byte)0;
        }
        catch (SocketException)
        {
            return 0;
        }
    }
}
