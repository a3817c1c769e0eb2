using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Mime;
using System.Text.Json;
using SharedSequencer.Messages;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Bundles.Reporters;

/// <summary>Asks the reporters behind the publisher by service invocation. What they answer is unverified.</summary>
internal sealed class ReporterClient
{
    private const long MaxAnswerBytes = 64 * 1024;

    private readonly HttpClient _http;
    private readonly ReporterOptions _options;

    public ReporterClient(HttpClient http, ReporterOptions options)
    {
        http.MaxResponseContentBufferSize = MaxAnswerBytes;
        (_http, _options) = (http, options);
    }

    /// <summary>Attestations of a bundle's legs; those that cannot be read are left out.</summary>
    /// <exception cref="ReporterAwayException">No answer in time, or not a proper one.</exception>
    public Task<IReadOnlyList<Attestation>> AttestAsync(
        Bundle bundle, CancellationToken cancellationToken) => AskAsync<IReadOnlyList<Attestation>>(
        async token =>
        {
            using var content = new ByteArrayContent(bundle.Encode());
            content.Headers.ContentType = new MediaTypeHeaderValue(MediaTypeNames.Application.Octet);
            using var answer = await _http.PostAsync(ReporterRoutes.Attestations, content, token);
            answer.EnsureSuccessStatusCode();
            var told = await answer.Content.ReadFromJsonAsync<ReporterAttestations>(MeshJson.Options, token);
            return [.. (told?.Attestations ?? []).Select(Read).OfType<Attestation>()];
        },
        _options.AttestTimeoutMs,
        cancellationToken);

    /// <summary>A leg's report; null while there is none.</summary>
    /// <exception cref="ReporterAwayException">No answer in time, or not a proper one.</exception>
    public Task<OutcomeReport?> ReportAsync(Hash256 bundle, int leg, CancellationToken cancellationToken) => AskAsync(
        async token =>
        {
            using var answer = await _http.PostAsJsonAsync(
                ReporterRoutes.Reports, new ReportRequest(bundle.ToString(), leg), MeshJson.Options, token);
            if (answer.StatusCode is HttpStatusCode.Accepted or HttpStatusCode.NotFound) return null;
            answer.EnsureSuccessStatusCode();
            var told = await answer.Content.ReadFromJsonAsync<SignedReport>(MeshJson.Options, token);
            return Hex.TryDecode(told?.Report, out var encoded) && OutcomeReport.TryDecode(encoded, out var report)
                ? report
                : throw new HttpRequestException("the reporter answered no report");
        },
        _options.AnswerTimeoutMs,
        cancellationToken);

    private static Attestation? Read(string? text) =>
        Hex.TryDecode(text, out var encoded) && Attestation.TryDecode(encoded, out var attestation) ? attestation : null;

    private static async Task<T> AskAsync<T>(
        Func<CancellationToken, Task<T>> question, int timeoutMs, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeoutMs);
        try
        {
            return await question(limit.Token);
        }
        catch (Exception problem) when (
            problem is HttpRequestException or JsonException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            throw new ReporterAwayException(problem);
        }
    }
}
