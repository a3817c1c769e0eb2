using System.Net;
using SharedSequencer.Messages;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Client;

/// <summary>Fetches inclusion proofs and verifies them against a genesis.</summary>
public sealed class ProofClient
{
    private const int MaxProofBytes = 4 * 1024 * 1024;

    private readonly HttpClient _http;
    private readonly Uri _publisher;
    private readonly Genesis _genesis;

    /// <summary>Uses a publisher.</summary>
    /// <param name="http">Not disposed here.</param>
    /// <param name="publisher">The root, e.g. <c>http://127.0.0.1:8082</c>.</param>
    /// <param name="genesis">What proofs are checked against; not from the publisher.</param>
    public ProofClient(HttpClient http, Uri publisher, Genesis genesis)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(publisher);
        ArgumentNullException.ThrowIfNull(genesis);
        _http = http;
        _publisher = publisher;
        _genesis = genesis;
    }

    /// <summary>The verified proof that a transaction is ordered; null when it is not, or not yet.</summary>
    /// <exception cref="VerificationException">The publisher's proof proves something else, or
    /// nothing.</exception>
    public async Task<InclusionProof?> GetAsync(
        RollupId rollup, Hash256 transaction, CancellationToken cancellationToken = default)
    {
        var route = PublisherRoutes.TransactionProofOf(rollup.Value, transaction.ToString());
        using var response = await _http.GetAsync(
            new Uri(_publisher, route), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }

        if (response.StatusCode != HttpStatusCode.OK)
        {
            throw new UnexpectedAnswerException($"The publisher answered {(int)response.StatusCode}.");
        }

        var json = await BoundedContent.ReadJsonAsync(response.Content, MaxProofBytes, cancellationToken);
        return InclusionProof.TryDecode(JsonFields.Bytes(json, "rlp"), out var proof)
            ? Verify(proof, rollup, transaction)
            : throw JsonFields.Missing("rlp");
    }

    private InclusionProof Verify(InclusionProof proof, RollupId rollup, Hash256 transaction)
    {
        var fault = proof.Transaction == transaction && proof.RollupBlock.Rollup == rollup
            ? proof.Check(_genesis)
            : BlockFault.WrongRollupBlock;
        return fault == BlockFault.None
            ? proof
            : throw new VerificationException(fault, $"The inclusion proof of {transaction}");
    }
}
