using System.Net;
using System.Net.Http.Headers;
using System.Net.Mime;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using SharedSequencer.Following;
using SharedSequencer.Ingress.Chain;
using SharedSequencer.Messages;
using SharedSequencer.Protocol;
using SharedSequencer.ServiceDefaults;

namespace SharedSequencer.Ingress.Detour;

/// <summary>
/// Another operator's validator, reached directly. The connection must prove to be that member's; nothing else is
/// trusted: what it sends is verified like everything, and what it says to have taken is sent again until it is final.
/// </summary>
internal sealed class ForeignValidator : IDisposable
{
    private const int MaxAnswerBytes = 16 * 1024;

    private readonly HttpClient _http;

    public ForeignValidator(ValidatorIndex member, Uri url, Genesis genesis, DetourOptions options, AnswerLimit limit)
    {
        Member = member;
        _http = new HttpClient(new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            ConnectTimeout = options.Timeout,
            SslOptions =
            {
                EnabledSslProtocols = SslProtocols.Tls13,
                RemoteCertificateValidationCallback = (_, certificate, _, _) =>
                    PeerCertificate.MemberOf(certificate as X509Certificate2, genesis) == member,
            },
        })
        {
            BaseAddress = url,
            Timeout = options.Timeout,
        };
        Blocks = new OrderingBlocks(_http, limit);
    }

    public ValidatorIndex Member { get; }

    /// <summary>The final chain as this validator knows it.</summary>
    public OrderingBlocks Blocks { get; }

    /// <summary>Hands a batch in; done when the validator says that it is durable there, or passed by the chain.</summary>
    /// <exception cref="HttpRequestException">No answer, or a refusal; the message says which.</exception>
    public async Task SubmitAsync(ReadOnlyMemory<byte> batch, CancellationToken cancellationToken)
    {
        using var content = new ReadOnlyMemoryContent(batch);
        content.Headers.ContentType = new MediaTypeHeaderValue(MediaTypeNames.Application.Octet);
        using var request = new HttpRequestMessage(HttpMethod.Post, OrderingRoutes.Batches) { Content = content };
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (response.StatusCode == HttpStatusCode.OK) return;
        var body = await BoundedBody.ReadAsync(response.Content, MaxAnswerBytes, cancellationToken);
        throw new HttpRequestException(
            $"validator {Member} answered {(int)response.StatusCode} {ReasonIn(body)}", null, response.StatusCode);
    }

    public void Dispose() => _http.Dispose();

    /// <summary>The stable code of a problem document; empty for anything else.</summary>
    private static string ReasonIn(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("code", out var code)
                && code.ValueKind == JsonValueKind.String
                    ? ReasonText.Storable(code.GetString()) ?? ""
                    : "";
        }
        catch (JsonException)
        {
            return "";
        }
    }
}
