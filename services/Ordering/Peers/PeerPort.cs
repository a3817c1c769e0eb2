using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Options;
using SharedSequencer.Ordering.Validator;
using SharedSequencer.ServiceDefaults;

namespace SharedSequencer.Ordering.Peers;

/// <summary>
/// The port for other validators: HTTP/2 over TLS 1.3, other members of the committee only. Kestrel is configured
/// before the start checks have run, so what could be wrong is only asked for when a connection comes in.
/// </summary>
internal sealed class PeerPort(IConfiguration configuration, IServiceProvider services)
    : IConfigureOptions<KestrelServerOptions>
{
    private const int WindowBytes = 4 * 1024 * 1024;

    private static readonly PeerPortMark Mark = new();
    private static readonly TimeSpan HandshakeTimeout = TimeSpan.FromSeconds(5);

    private readonly ConnectionRoom _room = new();
    private readonly MemberConnections _members = new();

    public void Configure(KestrelServerOptions kestrel)
    {
        if (!ushort.TryParse(configuration["Ordering:PeerPort"], out var port))
        {
            return;
        }

        // A dead half of a connection is found by whoever dialled it and comes anew.
        kestrel.Limits.Http2.InitialConnectionWindowSize = 2 * WindowBytes;
        kestrel.Limits.Http2.InitialStreamWindowSize = WindowBytes;
        var address = configuration["Ordering:PeerAddress"];
        kestrel.Listen(IPAddress.TryParse(address, out var ip) ? ip : IPAddress.Loopback, port, Listen);
    }

    private void Listen(ListenOptions listen)
    {
        listen.Protocols = HttpProtocols.Http2;
        listen.Use(next => connection =>
        {
            connection.Features.Set(Mark);
            return _room.Enter(connection, services.GetRequiredService<TransportOptions>().MaxConnections, next);
        });
        listen.UseHttps(new TlsHandshakeCallbackOptions
        {
            HandshakeTimeout = HandshakeTimeout,
            OnConnection = _ => ValueTask.FromResult(Tls(
                services.GetRequiredService<OwnCertificate>(), services.GetRequiredService<ValidatorSeat>())),
        });
        listen.Use(next => connection =>
            _members.Serve(connection, services.GetRequiredService<ValidatorSeat>().Genesis, next));
    }

    private static SslServerAuthenticationOptions Tls(OwnCertificate own, ValidatorSeat seat) => new()
    {
        EnabledSslProtocols = SslProtocols.Tls13,
        ApplicationProtocols = [SslApplicationProtocol.Http2],
        ServerCertificate = own.Value,
        ClientCertificateRequired = true,
        RemoteCertificateValidationCallback = (_, certificate, _, _) =>
            PeerCertificate.MemberOf(certificate as X509Certificate2, seat.Genesis) is { } member
            && member != seat.Signer.Index,
    };

    /// <summary>Marks a connection that came in by this port. A connection feature.</summary>
    internal sealed class PeerPortMark;
}
