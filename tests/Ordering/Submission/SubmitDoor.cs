using System.Net.Http.Headers;
using SharedSequencer.Messages;
using SharedSequencer.Protocol;
using SharedSequencer.ServiceDefaults;

namespace SharedSequencer.Ordering.Tests.Submission;

/// <summary>How an ingress of another operator reaches a validator: over TLS, pinned to who it must be.</summary>
internal sealed class SubmitDoor : IDisposable
{
    public SubmitDoor(int port, Genesis genesis, ushort validator) => Http = new HttpClient(new SocketsHttpHandler
    {
        UseProxy = false,
        SslOptions =
        {
            RemoteCertificateValidationCallback = (_, certificate, _, _) =>
                PeerCertificate.MemberOf(
                    certificate as System.Security.Cryptography.X509Certificates.X509Certificate2, genesis)
                == new ValidatorIndex(validator),
        },
    })
    {
        BaseAddress = new Uri($"https://127.0.0.1:{port}"),
    };

    public HttpClient Http { get; }

    /// <summary>Hands a batch in and gives the status with the answer's text.</summary>
    public async Task<(int Status, string Text)> Submit(ReadOnlyMemory<byte> body, CancellationToken cancel)
    {
        using var content = new ReadOnlyMemoryContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        using var answer = await Http.PostAsync(OrderingRoutes.Batches, content, cancel);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(cancel));
    }

    public void Dispose() => Http.Dispose();
}
