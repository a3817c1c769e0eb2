using System.Net.Http.Json;
using SharedSequencer.Messages;
using SharedSequencer.Protocol;

namespace SharedSequencer.Publisher.Follower;

/// <summary>Tells ordering by service invocation what is archived.</summary>
internal sealed class ArchiveReports(HttpClient http)
{
    /// <summary>
    /// Tells ordering up to where the archive holds every block, so that it need not keep their bodies. A later report
    /// includes every earlier one.
    /// </summary>
    /// <exception cref="HttpRequestException">Ordering or the sidecar did not take it.</exception>
    public async Task SendAsync(Height height, CancellationToken cancellationToken)
    {
        using var answer = await http.PutAsJsonAsync(
            OrderingRoutes.Archived, new ArchivedHeight(height.Value), MeshJson.Options, cancellationToken);
        answer.EnsureSuccessStatusCode();
    }
}
