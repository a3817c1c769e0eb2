using System.Net;
using SharedSequencer.Ingress.Chain;
using SharedSequencer.Messages;

namespace SharedSequencer.Ingress.Rest;

/// <summary>Reads the evidence that ordering has collected, by service invocation.</summary>
internal sealed class OrderingEvidence(HttpClient http, FollowOptions options)
{
    /// <summary>A page of collected evidence, as ordering writes it.</summary>
    /// <exception cref="HttpRequestException">No answer, or too large a one.</exception>
    public async Task<ReadOnlyMemory<byte>> ReadAsync(long cursor, int limit, CancellationToken cancellationToken)
    {
        using var response = await http.GetAsync(
            $"{OrderingRoutes.Evidence}?cursor={cursor}&limit={limit}", HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (response.StatusCode != HttpStatusCode.OK)
            throw new HttpRequestException($"ordering answered {(int)response.StatusCode}", null, response.StatusCode);
        return await BoundedBody.ReadAsync(response.Content, options.MaxPageBytes, cancellationToken);
    }
}
