using System.Net;
using System.Net.Http.Json;
using SharedSequencer.Messages;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ingress.Status;

/// <summary>Asks the publisher, which archives the rollup blocks, by service invocation.</summary>
internal sealed class PublisherClient(HttpClient http)
{
    /// <summary>Where the transaction stands; null when the publisher does not know or does not answer.</summary>
    public async Task<TransactionPlace?> FindPlaceAsync(
        RollupId rollup, Hash256 hash, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await http.GetAsync(
                PublisherRoutes.TransactionOf(rollup.Value, hash.ToString()), cancellationToken);
            if (response.StatusCode != HttpStatusCode.OK) return null;
            return await response.Content.ReadFromJsonAsync<TransactionPlace>(MeshJson.Options, cancellationToken);
        }
        catch (Exception failure) when (IsUnavailable(failure, cancellationToken))
        {
            return null;
        }
    }

    /// <summary>The inclusion proof as the publisher writes it.</summary>
    public Task<ProofAnswer> ReadProofAsync(RollupId rollup, Hash256 hash, CancellationToken cancellationToken) =>
        ReadProofAsync(PublisherRoutes.TransactionProofOf(rollup.Value, hash.ToString()), cancellationToken);

    /// <summary>The proof of an outcome of a block as the publisher writes it.</summary>
    public Task<ProofAnswer> ReadOutcomeProofAsync(
        ulong height, OutcomeKind kind, Hash256 subject, CancellationToken cancellationToken) =>
        ReadProofAsync(PublisherRoutes.OutcomeProofOf(height, kind.ToString(), subject.ToString()), cancellationToken);

    private async Task<ProofAnswer> ReadProofAsync(string route, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await http.GetAsync(route, cancellationToken);
            return response.StatusCode switch
            {
                HttpStatusCode.OK => new ProofAnswer(true, await response.Content.ReadAsByteArrayAsync(cancellationToken)),
                HttpStatusCode.NotFound => new ProofAnswer(true, default),
                _ => default,
            };
        }
        catch (Exception failure) when (IsUnavailable(failure, cancellationToken))
        {
            return default;
        }
    }

    private static bool IsUnavailable(Exception failure, CancellationToken cancellationToken) =>
        failure is HttpRequestException or OperationCanceledException or System.Text.Json.JsonException
        && !cancellationToken.IsCancellationRequested;
}
