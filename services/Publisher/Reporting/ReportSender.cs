using System.Net.Http.Json;
using SharedSequencer.Messages;
using SharedSequencer.Primitives;

namespace SharedSequencer.Publisher.Reporting;

/// <summary>Hands signed reports to ingress by service invocation.</summary>
internal sealed class ReportSender
{
    private const long MaxAnswerBytes = 64 * 1024;
    private const int MaxReason = 256;

    private readonly HttpClient _http;

    public ReportSender(HttpClient http)
    {
        http.MaxResponseContentBufferSize = MaxAnswerBytes;
        _http = http;
    }

    /// <summary>Longest wait for ingress to take one.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    /// <summary>Null when ingress took it, else why it did not.</summary>
    public async Task<string?> SendAsync(byte[] report, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await _http.PostAsJsonAsync(
                IngressRoutes.BundleReports, new SignedReport(Hex.Encode(report)), MeshJson.Options, cancellationToken);
            if (answer.IsSuccessStatusCode) return null;
            var text = await answer.Content.ReadAsStringAsync(cancellationToken);
            return $"HTTP {(int)answer.StatusCode}: {(text.Length > MaxReason ? text[..MaxReason] : text)}";
        }
        catch (HttpRequestException problem)
        {
            return problem.Message;
        }
        catch (TaskCanceledException problem) when (!cancellationToken.IsCancellationRequested)
        {
            return problem.Message;
        }
    }
}
