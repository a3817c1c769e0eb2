using System.Net.Http.Json;
using SharedSequencer.Messages;
using SharedSequencer.Protocol;

namespace SharedSequencer.Publisher.Follower;

/// <summary>Fetches final blocks from ordering by service invocation, and tells it what is archived.</summary>
internal sealed class OrderingBlocks
{
    private readonly HttpClient _http;

    public OrderingBlocks(HttpClient http)
    {
        http.MaxResponseContentBufferSize = FinalizedBlock.MaxBytes;
        _http = http;
    }

    /// <summary>Longest wait for one page, body included.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(15);

    /// <summary>The blocks from a height on with their batches; an empty page when there is nothing newer.</summary>
    /// <exception cref="HttpRequestException">Ordering or the sidecar did not answer properly.</exception>
    public async Task<BlockPage> FetchAsync(Height from, int limit, CancellationToken cancellationToken)
    {
        var body = await _http.GetByteArrayAsync(
            OrderingRoutes.BlocksFrom(from.Value, limit, bodies: true), cancellationToken);
        return BlockPage.TryDecode(body, out var page)
            ? page
            : throw new HttpRequestException($"ordering answered {body.Length} bytes that are no page of blocks");
    }

    /// <summary>
    /// Tells ordering up to where the archive holds every block, so that it need not keep their bodies. A later report
    /// includes every earlier one.
    /// </summary>
    /// <exception cref="HttpRequestException">Ordering or the sidecar did not take it.</exception>
    public async Task ReportArchivedAsync(Height height, CancellationToken cancellationToken)
    {
        using var answer = await _http.PutAsJsonAsync(
            OrderingRoutes.Archived, new ArchivedHeight(height.Value), MeshJson.Options, cancellationToken);
        answer.EnsureSuccessStatusCode();
    }
}
