using System.Net;
using SharedSequencer.Messages;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ingress.Chain;

/// <summary>Fetches final blocks from ordering by service invocation.</summary>
internal sealed class OrderingClient(HttpClient http, FollowOptions options)
{
    /// <summary>
    /// The blocks from this height on, as far as one page goes; empty when there is nothing newer, also not within
    /// <paramref name="wait"/> milliseconds.
    /// </summary>
    /// <exception cref="HttpRequestException">No answer, or not one of final blocks.</exception>
    public async Task<List<FinalizedBlock>> FetchAsync(
        Height from, int limit, bool withBatches, int wait, CancellationToken cancellationToken)
    {
        var address = OrderingRoutes.BlocksFrom(from.Value, limit, withBatches, wait);
        using var response = await http.GetAsync(
            address, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (response.StatusCode != HttpStatusCode.OK)
            throw new HttpRequestException($"ordering answered {(int)response.StatusCode}", null, response.StatusCode);
        var body = await BoundedBody.ReadAsync(response.Content, options.MaxPageBytes, cancellationToken);
        return TryDecode(body, out var blocks) ? blocks : throw new HttpRequestException("ordering sent no blocks");
    }

    /// <summary>A page of collected evidence, as ordering writes it.</summary>
    /// <exception cref="HttpRequestException">No answer, or too large a one.</exception>
    public async Task<ReadOnlyMemory<byte>> ReadEvidenceAsync(long cursor, int limit, CancellationToken cancellationToken)
    {
        using var response = await http.GetAsync(
            $"{OrderingRoutes.Evidence}?cursor={cursor}&limit={limit}", HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (response.StatusCode != HttpStatusCode.OK)
            throw new HttpRequestException($"ordering answered {(int)response.StatusCode}", null, response.StatusCode);
        return await BoundedBody.ReadAsync(response.Content, options.MaxPageBytes, cancellationToken);
    }

    /// <summary>An RLP list of byte strings, each an encoded block.</summary>
    private static bool TryDecode(ReadOnlyMemory<byte> body, out List<FinalizedBlock> blocks)
    {
        blocks = [];
        var reader = new RlpReader(body.Span);
        if (!reader.TryReadList(out var list) || !reader.AtEnd) return false;
        while (!list.AtEnd)
        {
            if (!list.TryReadBytes(out var encoded)) return false;
            if (!FinalizedBlock.TryDecode(encoded.ToArray(), out var block)) return false;
            blocks.Add(block);
        }
        return true;
    }
}
