using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Client;

/// <summary>
/// Hands bundles to an ingress, follows and cancels them, and fetches proofs of what became of them, which are checked
/// against the genesis: nothing else that is answered is.
/// </summary>
public sealed class BundleClient
{
    private const int MaxAnswerBytes = 8 * 1024 * 1024;
    private const int MaxEventLength = 64 * 1024;

    private readonly ConcurrentDictionary<RollupId, ulong> _chainIds = [];
    private readonly HttpClient _http;
    private readonly Uri _ingress;
    private readonly Genesis _genesis;

    /// <summary>Uses an ingress.</summary>
    /// <param name="http">Not disposed here; its timeout must outlast the longest wait.</param>
    /// <param name="ingress">The root, e.g. <c>http://127.0.0.1:8080</c>.</param>
    /// <param name="genesis">What proofs are checked against; not from the ingress.</param>
    public BundleClient(HttpClient http, Uri ingress, Genesis genesis)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(ingress);
        ArgumentNullException.ThrowIfNull(genesis);
        _http = http;
        _ingress = ingress;
        _genesis = genesis;
    }

    /// <summary>The body of the request that hands in a bundle, for those who send requests on their own.</summary>
    /// <param name="bundle">Signed by its submitter.</param>
    /// <param name="chainIds">Chain id of each leg's rollup, in the order of the terms.</param>
    public static string BodyOf(Bundle bundle, IReadOnlyList<ulong> chainIds)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        ArgumentNullException.ThrowIfNull(chainIds);
        return BundleJson.Write(bundle, chainIds).ToJsonString();
    }

    /// <summary>Sends a bundle; done when it is durably taken. The same bundle again is the same answer.</summary>
    /// <param name="bundle">Signed by its submitter.</param>
    /// <param name="wait">How long the ingress shall wait for the order; zero: not at all.</param>
    /// <param name="idempotencyKey">An own name for the request: with it no other bundle is taken.</param>
    /// <param name="cancellationToken">Gives up waiting; the bundle may be taken all the same.</param>
    /// <exception cref="BundleRefusedException">It was not taken.</exception>
    public async Task<BundleReply> SendAsync(
        Bundle bundle, TimeSpan wait = default, string? idempotencyKey = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        var body = BundleJson.Write(bundle, await ChainIdsAsync(bundle.Terms, cancellationToken));
        var json = await SendAsync(
            HttpMethod.Post, $"/v1/bundles{Query(wait)}", body, idempotencyKey, cancellationToken);
        var reply = BundleReply.Read(json);
        return reply.Bundle == bundle.Id
            ? reply
            : throw new UnexpectedAnswerException("The answer is not about the bundle sent.");
    }

    /// <summary>Where a bundle stands; null when the ingress knows nothing of it.</summary>
    /// <param name="name">Bundle id or escrow id.</param>
    /// <param name="wait">How long the ingress shall wait for the order; zero: not at all.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task<BundleReply?> FindAsync(
        Hash256 name, TimeSpan wait = default, CancellationToken cancellationToken = default)
    {
        try
        {
            return BundleReply.Read(
                await SendAsync(HttpMethod.Get, $"/v1/bundles/{name}{Query(wait)}", null, null, cancellationToken));
        }
        catch (BundleRefusedException refused) when (refused.Status == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    /// <summary>
    /// What happens to a bundle, from its beginning on, as it happens. Ends when the chain will say no more, where the bundle would
    /// have to be sent again, or when the ingress closes the stream, which lasts only so long: what was not told then is asked
    /// with <see cref="FindAsync"/>, or by following anew.
    /// </summary>
    /// <param name="bundle">The bundle's id.</param>
    /// <param name="cancellationToken">Ends the following.</param>
    public async IAsyncEnumerable<BundleEvent> FollowAsync(
        Hash256 bundle, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var response = await _http.GetAsync(
            new Uri(_ingress, $"/v1/bundles/{bundle}/events"), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            throw await RefusalAsync(response, cancellationToken);
        }

        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        await foreach (var next in new ServerSentEventReader(stream, MaxEventLength).ReadAsync(cancellationToken))
        {
            yield return BundleEvent.Read(ParseEvent(next.Content));
        }
    }

    /// <summary>Sends a cancel. It takes effect only if it is ordered before the bundle.</summary>
    /// <param name="cancel">Signed by the bundle's submitter.</param>
    /// <param name="wait">How long the ingress shall wait for the order; zero: not at all.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Whether it took effect; null while it is not ordered.</returns>
    /// <exception cref="BundleRefusedException">It was not taken.</exception>
    public async Task<bool?> CancelAsync(
        BundleCancel cancel, TimeSpan wait = default, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(cancel);
        var subject = cancel.Replacement.IsZero ? cancel.Bundle : cancel.Replacement;
        var json = await SendAsync(
            HttpMethod.Delete, $"/v1/bundles/{subject}{Query(wait)}", BundleJson.Write(cancel), null, cancellationToken);
        return JsonFields.Text(json, "status") switch
        {
            "Applied" => true,
            "Rejected" => false,
            "Received" => null,
            var other => throw new UnexpectedAnswerException($"\"{other}\" is nothing that becomes of a cancel."),
        };
    }

    /// <summary>
    /// Asks for the Abort of terms of execution mode whose time has passed without their bundle. Their rollups need not be
    /// registered.
    /// </summary>
    /// <exception cref="BundleRefusedException">It was not taken.</exception>
    public async Task ExpireAsync(BundleTerms terms, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(terms);
        await SendAsync(HttpMethod.Post, "/v1/bundles/expiries", BundleJson.Write(terms), null, cancellationToken);
    }

    /// <summary>
    /// Verified proofs of what the chain has told of a bundle; both null while it has told nothing. The decision is the one about
    /// the bundle's terms, also when another bundle with the same terms was decided.
    /// </summary>
    /// <exception cref="VerificationException">A proof proves something else, or nothing.</exception>
    public async Task<BundleProofs> ProveAsync(Bundle bundle, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        var ofBundle = await FindProofsAsync(bundle.Id, cancellationToken);
        var outcome = Verify(ofBundle, "bundle", told => BundleVerdict.OfBundle(told, bundle.Id));
        if (bundle.Terms.Mode != BundleMode.Execution)
        {
            return new BundleProofs(outcome, null);
        }

        // An ingress that did not take the bundle knows the decision by its terms alone.
        var ofTerms = HasPart(ofBundle, "decision") ? ofBundle : await FindProofsAsync(bundle.Terms.EscrowId, cancellationToken);
        return new BundleProofs(
            outcome, Verify(ofTerms, "decision", told => BundleVerdict.OfTerms(told, bundle.Terms.EscrowId)));
    }

    /// <summary>Null when nothing is known by this name, or nothing to prove.</summary>
    private async Task<JsonElement?> FindProofsAsync(Hash256 name, CancellationToken cancellationToken)
    {
        try
        {
            return await SendAsync(HttpMethod.Get, $"/v1/bundles/{name}/proof", null, null, cancellationToken);
        }
        catch (BundleRefusedException refused) when (refused.Status == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    private static bool HasPart(JsonElement? json, string part) =>
        json is { } proofs && proofs.TryGetProperty(part, out var given) && given.ValueKind != JsonValueKind.Null;

    private OutcomeProof? Verify(JsonElement? json, string part, Func<Outcome, BundleVerdict> verdictOf)
    {
        if (json is not { } proofs || !HasPart(proofs, part))
        {
            return null;
        }

        if (!OutcomeProof.TryDecode(JsonFields.Bytes(proofs.GetProperty(part), "rlp"), out var proof))
        {
            throw JsonFields.Missing("rlp");
        }

        var fault = verdictOf(proof.Outcome).Standing == BundleStanding.Unsaid ? BlockFault.WrongOutcomesRoot : proof.Check(_genesis);
        return fault == BlockFault.None ? proof : throw new VerificationException(fault, $"The proof of the {part}");
    }

    private async Task<List<ulong>> ChainIdsAsync(BundleTerms terms, CancellationToken cancellationToken)
    {
        var chainIds = new List<ulong>(terms.Legs.Count);
        foreach (var leg in terms.Legs)
        {
            if (!_chainIds.TryGetValue(leg.Rollup, out var chainId))
            {
                var json = await SendAsync(HttpMethod.Get, $"/v1/rollups/{leg.Rollup}", null, null, cancellationToken);
                chainId = _chainIds[leg.Rollup] = JsonFields.Number(json, "chainId");
            }

            chainIds.Add(chainId);
        }

        return chainIds;
    }

    private async Task<JsonElement> SendAsync(
        HttpMethod method, string route, JsonObject? body, string? key, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(_ingress, route));
        if (body is not null)
        {
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        }

        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        return response.IsSuccessStatusCode
            ? await BoundedContent.ReadJsonAsync(response.Content, MaxAnswerBytes, cancellationToken)
            : throw await RefusalAsync(response, cancellationToken);
    }

    private static async Task<SequencerClientException> RefusalAsync(
        HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var problem = await BoundedContent.ReadJsonAsync(response.Content, MaxAnswerBytes, cancellationToken);
        var code = JsonFields.Text(problem, "code");
        return new BundleRefusedException(code, response.StatusCode, JsonFields.OptionalText(problem, "detail") ?? code);
    }

    private static JsonElement ParseEvent(string content)
    {
        try
        {
            return JsonElement.Parse(content);
        }
        catch (JsonException problem)
        {
            throw new UnexpectedAnswerException("An event is not JSON.", problem);
        }
    }

    private static string Query(TimeSpan wait) => wait > TimeSpan.Zero
        ? string.Create(CultureInfo.InvariantCulture, $"?wait={(long)wait.TotalMilliseconds}")
        : "";
}
