using System.Globalization;
using System.Net;
using SharedSequencer.Messages;
using SharedSequencer.Protocol;

namespace SharedSequencer.Following;

/// <summary>Fetches final blocks from ordering: by service invocation, or directly from another operator's validator.</summary>
public sealed class OrderingBlocks
{
    private readonly HttpClient _http;

    /// <summary>Asks over a connection. Its time limit is that of an answer, body included.</summary>
    /// <param name="http">Its base address is ordering; not used before.</param>
    /// <param name="limit">How much of an answer is read.</param>
    public OrderingBlocks(HttpClient http, AnswerLimit limit)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(limit);
        http.MaxResponseContentBufferSize = limit.Bytes;
        _http = http;
    }

    /// <summary>
    /// The blocks from a height on, as far as one page goes; empty when there is nothing newer, also not within the wait.
    /// </summary>
    /// <param name="from">Height of the first.</param>
    /// <param name="limit">Most blocks wanted.</param>
    /// <param name="withBatches">Whether their batches come along.</param>
    /// <param name="wait">How long to wait for the first of them, in milliseconds.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="HttpRequestException">
    /// No proper answer. <see cref="HttpStatusCode.Gone"/> when the batches that were asked for are kept no more.
    /// </exception>
    public async Task<BlockPage> FetchAsync(
        Height from, int limit, bool withBatches, int wait, CancellationToken cancellationToken)
    {
        using var answer = await _http.GetAsync(
            OrderingRoutes.BlocksFrom(from.Value, limit, withBatches, wait), cancellationToken);
        if (answer.StatusCode != HttpStatusCode.OK)
            throw new HttpRequestException($"ordering answered {(int)answer.StatusCode}", null, answer.StatusCode);
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
