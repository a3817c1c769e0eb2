using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using SharedSequencer.Messages;
using SharedSequencer.Protocol;

namespace SharedSequencer.Client;

/// <summary>Reads what a validator has collected against others, and believes only what proves itself.</summary>
public sealed class EvidenceClient
{
    private const int MaxPageBytes = 72 * 1024 * 1024;

    private readonly HttpClient _http;
    private readonly Uri _server;
    private readonly Genesis _genesis;

    /// <summary>Uses a server of <c>/v1/evidence</c>.</summary>
    /// <param name="http">Not disposed here.</param>
    /// <param name="server">The root, e.g. <c>http://127.0.0.1:8081</c>.</param>
    /// <param name="genesis">What evidence is checked against; not from the server.</param>
    public EvidenceClient(HttpClient http, Uri server, Genesis genesis)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(server);
        ArgumentNullException.ThrowIfNull(genesis);
        _http = http;
        _server = server;
        _genesis = genesis;
    }

    /// <summary>Every proof the server holds, oldest first, each checked.</summary>
    /// <exception cref="UnexpectedAnswerException">The answer is no list of proofs, or one proves nothing.</exception>
    public async IAsyncEnumerable<CollectedEvidence> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (string? cursor = "0"; cursor is not null;)
        {
            var (page, next) = await ReadPageAsync(cursor, cancellationToken);
            foreach (var evidence in page)
            {
                yield return evidence;
            }

            cursor = next;
        }
    }

    private async Task<(IReadOnlyList<CollectedEvidence> Page, string? Next)> ReadPageAsync(
        string cursor, CancellationToken cancellationToken)
    {
        var query = $"?cursor={Uri.EscapeDataString(cursor)}";
        using var response = await _http.GetAsync(
            new Uri(_server, $"{OrderingRoutes.Evidence}{query}"), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (response.StatusCode != HttpStatusCode.OK)
        {
            throw new UnexpectedAnswerException($"The server answered {(int)response.StatusCode}.");
        }

        var json = await BoundedContent.ReadJsonAsync(response.Content, MaxPageBytes, cancellationToken);
        if (json.ValueKind != JsonValueKind.Object
            || !json.TryGetProperty("items", out var items)
            || items.ValueKind != JsonValueKind.Array)
        {
            throw JsonFields.Missing("items");
        }

        return ([.. items.EnumerateArray().Select(Verify)], JsonFields.OptionalText(json, "next"));
    }

    private CollectedEvidence Verify(JsonElement item)
    {
        if (!Evidence.TryDecode(JsonFields.Bytes(item, "rlp"), out var evidence))
        {
            throw JsonFields.Missing("rlp");
        }

        var isProven = evidence.IsValid(_genesis);
        return isProven || evidence is Evidence.FalseBlock or Evidence.BrokenReceipt
            ? new CollectedEvidence(evidence, isProven)
            : throw new UnexpectedAnswerException("A piece of evidence proves nothing.");
    }
}
