using System.Net.Http.Json;
using SharedSequencer.Messages;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Bundles.Reporters;

/// <summary>Hands reports to ingress, which brings them into the order.</summary>
internal sealed class IngressClient(HttpClient http)
{
    /// <exception cref="ReporterAwayException">Ingress did not take it.</exception>
    public async Task HandOverAsync(OutcomeReport report, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await http.PostAsJsonAsync(
                IngressRoutes.BundleReports, new SignedReport(Hex.Encode(report.Encode())), MeshJson.Options, cancellationToken);
            answer.EnsureSuccessStatusCode();
        }
        catch (Exception problem) when (
            problem is HttpRequestException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            throw new ReporterAwayException(problem);
        }
    }
}
