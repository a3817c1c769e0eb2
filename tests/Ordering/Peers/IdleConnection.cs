using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using SharedSequencer.Ordering.Peers;
using SharedSequencer.Ordering.Validator;

namespace SharedSequencer.Ordering.Tests.Peers;

/// <summary>A member's connection that asks for nothing and hears until the other end closes it.</summary>
internal sealed class IdleConnection : IDisposable
{
    private readonly TcpClient _tcp;
    private readonly OwnCertificate _certificate;

    private IdleConnection(TcpClient tcp, Stream stream, OwnCertificate certificate)
    {
        (_tcp, _certificate) = (tcp, certificate);
        Closed = Hear(stream);
    }

    /// <summary>Completed once the other end has closed it.</summary>
    public Task Closed { get; }

    /// <summary>Connects as a member, up to the end of the handshake, with validator 0.</summary>
    public static async Task<IdleConnection> Open(int port, ValidatorSeat seat, CancellationToken cancel)
    {
        var tcp = new TcpClient();
        await tcp.ConnectAsync(IPAddress.Loopback, port, cancel);
        var certificate = new OwnCertificate(seat, TimeProvider.System);
        var tls = new SslStream(tcp.GetStream());
        using var handler = new PeerDialing(seat, certificate, new TransportOptions()).Handler(default);
        var options = handler.SslOptions;
        (options.TargetHost, options.ApplicationProtocols) = ("validator", [SslApplicationProtocol.Http2]);
        await tls.AuthenticateAsClientAsync(options, cancel);
        return new IdleConnection(tcp, tls, certificate);
    }

    public void Dispose()
    {
        _tcp.Dispose();
        _certificate.Dispose();
    }

    private static async Task Hear(Stream stream)
    {
        try
        {
            var buffer = new byte[1024];
            while (await stream.ReadAsync(buffer) > 0)
            {
            }
        }
        catch (Exception closed) when (closed is IOException or ObjectDisposedException)
        {
            // Closed without a word.
        }
    }
}
