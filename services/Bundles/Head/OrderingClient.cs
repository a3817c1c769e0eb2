using System.Net.Http.Json;
using SharedSequencer.Messages;

namespace SharedSequencer.Bundles.Head;

/// <summary>Asks ordering through the sidecar.</summary>
internal sealed class OrderingClient(HttpClient http)
{
    /// <summary>The newest final block that ordering knows.</summary>
    /// <exception cref="HttpRequestException">No answer, or an error.</exception>
    /// <exception cref="System.Text.Json.JsonException">An answer of another shape.</exception>
    public async Task<ChainHead> HeadAsync(CancellationToken cancellationToken) =>
        await http.GetFromJsonAsync<ChainHead>(OrderingRoutes.Head, MeshJson.Options, cancellationToken)
            ?? throw new HttpRequestException("Ordering answered null.");
}
