using System.Net;
using System.Net.Http.Headers;
using System.Net.Mime;
using SharedSequencer.Messages;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ingress.Chain;

/// <summary>Fetches old blocks from the publisher, which keeps all of them, by service invocation.</summary>
internal sealed class ArchiveClient(HttpClient http, FollowOptions options)
{
    /// <summary>The block with its batches, unverified.</summary>
    /// <exception cref="HttpRequestException">No answer, or not a final block.</exception>
    public async Task<FinalizedBlock> FetchAsync(Height height, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, PublisherRoutes.BlockOf(height.Value));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(MediaTypeNames.Application.Octet));
        using var response = await http.SendAsync(
            request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (response.StatusCode != HttpStatusCode.OK)
            throw new HttpRequestException($"the publisher answered {(int)response.StatusCode}", null, response.StatusCode);
        var body = await BoundedBody.ReadAsync(response.Content, options.MaxPageBytes, cancellationToken);
        return FinalizedBlock.TryDecode(body, out var block)
            ? block
            : throw new HttpRequestException("the publisher sent no block");
    }
}
