using System.Net.Http.Headers;
using System.Net.Mime;
using SharedSequencer.Messages;
using SharedSequencer.Protocol;

namespace SharedSequencer.Bundles.Chain;

/// <summary>Fetches old blocks from the publisher, which keeps all of them, by service invocation.</summary>
internal sealed class ArchiveClient
{
    private readonly HttpClient _http;

    public ArchiveClient(HttpClient http)
    {
        http.MaxResponseContentBufferSize = FinalizedBlock.MaxBytes;
        _http = http;
    }

    /// <summary>The block with its batches, unverified.</summary>
    /// <exception cref="HttpRequestException">No answer, or not of a block.</exception>
    public async Task<ReadOnlyMemory<byte>> FetchAsync(Height height, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, PublisherRoutes.BlockOf(height.Value));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(MediaTypeNames.Application.Octet));
        using var answer = await _http.SendAsync(request, cancellationToken);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsByteArrayAsync(cancellationToken);
    }
}
