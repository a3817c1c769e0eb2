using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Options;
using SharedSequencer.Ordering.Peers;

namespace SharedSequencer.Ordering.Submission;

/// <summary>
/// The port for ingresses of other operators, open only when <c>Ordering:SubmitPort</c> is set: TLS with the certificate
/// that proves to be this validator's, no certificate asked for, since what is handed in is signed.
/// </summary>
internal sealed class SubmitPort(IConfiguration configuration, IServiceProvider services)
    : IConfigureOptions<KestrelServerOptions>
{
    private static readonly SubmitPortMark Mark = new();
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly ConnectionRoom _room = new();

    public void Configure(KestrelServerOptions kestrel)
    {
        if (!ushort.TryParse(configuration["Ordering:SubmitPort"], out var port))
        {
            return;
        }

        // Who reads slower keeps others from reading.
        kestrel.Limits.MinResponseDataRate = new MinDataRate(32 * 1024, Patience);
        var address = configuration["Ordering:SubmitAddress"];
        kestrel.Listen(IPAddress.TryParse(address, out var ip) ? ip : IPAddress.Loopback, port, Listen);
    }

    /// <summary>Whether a request came in by this port.</summary>
    public static bool IsUsedBy(HttpContext context) => context.Features.Get<SubmitPortMark>() is not null;

    private void Listen(ListenOptions listen)
    {
        listen.Protocols = HttpProtocols.Http1AndHttp2;
        listen.Use(next => connection =>
        {
            connection.Features.Set(Mark);
            return _room.Enter(connection, services.GetRequiredService<SubmissionOptions>().MaxConnections, next);
        });
        listen.UseHttps(new TlsHandshakeCallbackOptions
        {
            HandshakeTimeout = Patience,
            OnConnection = _ => ValueTask.FromResult(new SslServerAuthenticationOptions
            {
                EnabledSslProtocols = SslProtocols.Tls13,
                ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11],
                ServerCertificate = services.GetRequiredService<OwnCertificate>().Value,
            }),
        });
    }

    /// <summary>Marks a connection that came in by this port. A connection feature.</summary>
    private sealed class SubmitPortMark;
}
