using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Grpc.Net.Client;
using SharedSequencer.Ordering.Validator;
using SharedSequencer.Protocol;
using SharedSequencer.ServiceDefaults;

namespace SharedSequencer.Ordering.Peers;

/// <summary>How this validator calls others: TLS with its own certificate, and only with the validator it means.</summary>
internal sealed class PeerDialing(ValidatorSeat seat, OwnCertificate own, TransportOptions options)
{
    /// <summary>A channel that connects when it is used.</summary>
    /// <param name="url">Where the validator listens.</param>
    /// <param name="validator">Who must answer there.</param>
    public GrpcChannel Open(Uri url, ValidatorIndex validator) => GrpcChannel.ForAddress(
        url,
        new GrpcChannelOptions
        {
            HttpHandler = Handler(validator),
            DisposeHttpClient = true,
            MaxSendMessageSize = null,
            InitialReconnectBackoff = options.Reconnect,
            MaxReconnectBackoff = options.LongestReconnect,
        });

    internal SocketsHttpHandler Handler(ValidatorIndex validator) => new()
    {
        UseProxy = false,
        ConnectTimeout = options.ConnectTimeout,
        PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
        KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
        KeepAlivePingDelay = options.KeepAlive,
        KeepAlivePingTimeout = options.KeepAlive * 2,
        SslOptions = new SslClientAuthenticationOptions
        {
            EnabledSslProtocols = SslProtocols.Tls13,
            ClientCertificates = [own.Value],
            LocalCertificateSelectionCallback = (_, _, _, _, _) => own.Value,
            RemoteCertificateValidationCallback = (_, certificate, _, _) =>
                PeerCertificate.MemberOf(certificate as X509Certificate2, seat.Genesis) == validator,
        },
    };
}
