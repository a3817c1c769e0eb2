using System.Net;
using System.Net.Http.Headers;
using System.Net.Mime;
using SharedSequencer.Messages;
using SharedSequencer.Protocol;

namespace SharedSequencer.Following;

/// <summary>Fetches old blocks from the publisher, which keeps all of them, by service invocation.</summary>
public sealed class ArchiveBlocks
{
    private readonly HttpClient _http;

    /// <summary>Asks over a connection. Its time limit is that of an answer, body included.</summary>
    /// <param name="http">Its base address is the publisher; not used before.</param>
    /// <param name="limit">How much of an answer is read.</param>
    public ArchiveBlocks(HttpClient http, AnswerLimit limit)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(limit);
        http.MaxResponseContentBufferSize = limit.Bytes;
        _http = http;
    }

    /// <summary>What is said to be the RLP of the final block with its batches; not verified.</summary>
    /// <param name="height">Its height.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="HttpRequestException">No proper answer, or not archived yet.</exception>
    public async Task<ReadOnlyMemory<byte>> FetchAsync(Height height, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, PublisherRoutes.BlockOf(height.Value));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(MediaTypeNames.Application.Octet));
        using var answer = await _http.SendAsync(request, cancellationToken);
        return answer.StatusCode == HttpStatusCode.OK
            ? await answer.Content.ReadAsByteArrayAsync(cancellationToken)
            : throw new HttpRequestException($"the publisher answered {(int)answer.StatusCode}", null, answer.StatusCode);
    }
}
