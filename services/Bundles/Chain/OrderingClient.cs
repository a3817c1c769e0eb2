using System.Globalization;
using System.Net;
using SharedSequencer.Messages;
using SharedSequencer.Protocol;

namespace SharedSequencer.Bundles.Chain;

/// <summary>Fetches final blocks from ordering by service invocation.</summary>
internal sealed class OrderingClient
{
    /// <summary>Longest wait for one page, body included.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(15);

    private readonly HttpClient _http;

    public OrderingClient(HttpClient http)
    {
        http.MaxResponseContentBufferSize = FinalizedBlock.MaxBytes;
        _http = http;
    }

    /// <summary>
    /// The blocks from a height on with their batches; empty when nothing newer came in time; null when ordering no longer has
    /// them whole.
    /// </summary>
    /// <exception cref="HttpRequestException">Ordering or the sidecar did not answer properly.</exception>
    public async Task<BlockPage?> FetchAsync(Height from, int limit, int wait, CancellationToken cancellationToken)
    {
        using var answer = await _http.GetAsync(
            OrderingRoutes.BlocksFrom(from.Value, limit, bodies: true, wait), cancellationToken);
        if (answer.StatusCode == HttpStatusCode.Gone) return null;
        answer.EnsureSuccessStatusCode();
        var body = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
        return BlockPage.TryDecode(body, HeadOf(answer), out var page)
            ? page
            : throw new HttpRequestException($"ordering answered {body.Length} bytes that are no page of blocks");
    }

    private static ulong HeadOf(HttpResponseMessage answer) =>
        answer.Headers.TryGetValues(OrderingRoutes.HeadHeader, out var values)
        && ulong.TryParse(values.FirstOrDefault(), CultureInfo.InvariantCulture, out var head)
            ? head
            : throw new HttpRequestException($"ordering answered without {OrderingRoutes.HeadHeader}");
}
