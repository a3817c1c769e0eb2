using System.Net.Http.Headers;
using System.Net.Http.Json;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Client;

/// <summary>
/// Registers rollups, hands them over, takes them out: makes the operation, signs it with the owner's key,
/// sends it
/// to the ingress. It takes effect through the ordered log (R24).
/// </summary>
public sealed class RollupRegistrar
{
    private const int MaxAnswerBytes = 1024 * 1024;

    private readonly HttpClient _http;
    private readonly Uri _ingress;
    private readonly NetworkId _network;

    /// <summary>Uses an ingress.</summary>
    /// <param name="http">Not disposed here.</param>
    /// <param name="ingress">The root, e.g. <c>http://127.0.0.1:8080</c>.</param>
    /// <param name="network">The network to sign for.</param>
    public RollupRegistrar(HttpClient http, Uri ingress, NetworkId network)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(ingress);
        _http = http;
        _ingress = ingress;
        _network = network;
    }

    /// <summary>Registers a rollup, or brings one back that had left.</summary>
    /// <param name="rollup">The rollup and its chain id.</param>
    /// <param name="owner">The owner's key.</param>
    /// <param name="nonce">1 for the first operation on the rollup, then always the last one plus
    /// one.</param>
    /// <param name="reporter">Who attests the rollup's state and reports outcomes for bundles; null for nobody.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Digest of the operation: its name in outcomes and in
    /// <c>/v1/transactions/{hash}</c>.</returns>
    public Task<Hash256> RegisterAsync(
        RollupIdentity rollup, PrivateKey owner, ulong nonce, Address? reporter = null,
        CancellationToken cancellationToken = default) =>
        SendAsync(OperationKind.Register, rollup, owner, nonce, reporter ?? default, cancellationToken);

    /// <summary>Takes a rollup out: nothing of it is ordered from the next height on.</summary>
    /// <param name="rollup">The rollup and its chain id.</param>
    /// <param name="owner">The owner's key.</param>
    /// <param name="nonce">The nonce of the last operation on the rollup plus one.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Digest of the operation.</returns>
    public Task<Hash256> LeaveAsync(
        RollupIdentity rollup, PrivateKey owner, ulong nonce, CancellationToken cancellationToken = default) =>
        SendAsync(OperationKind.Leave, rollup, owner, nonce, default, cancellationToken);

    /// <summary>Sends any signed operation, for example one with a grant or a change of owner.</summary>
    /// <exception cref="UnexpectedAnswerException">It was refused; the message holds the answer.</exception>
    public async Task<Hash256> SendAsync(RollupOperation operation, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(operation);
        using var request = new HttpRequestMessage(MethodOf(operation.Kind), RouteOf(operation))
        {
            Content = JsonContent.Create(OperationJson.Write(operation), new MediaTypeHeaderValue("application/json")),
        };
        using var response = await _http.SendAsync(request, cancellationToken);
        if (response.IsSuccessStatusCode)
        {
            return operation.Digest();
        }

        var problem = await BoundedContent.ReadAsync(response.Content, MaxAnswerBytes, cancellationToken);
        throw new UnexpectedAnswerException(
            $"The ingress answered {(int)response.StatusCode}: {System.Text.Encoding.UTF8.GetString(problem)}");
    }

    private Task<Hash256> SendAsync(
        OperationKind kind, RollupIdentity rollup, PrivateKey owner, ulong nonce, Address reporter,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(owner);
        var operation = new RollupOperation
        {
            Network = _network,
            Kind = kind,
            Rollup = rollup.Rollup,
            ChainId = rollup.ChainId,
            Owner = owner.Address,
            Reporter = reporter,
            Nonce = nonce,
        };
        return SendAsync(operation.SignedBy(owner), cancellationToken);
    }

    private static HttpMethod MethodOf(OperationKind kind) => kind switch
    {
        OperationKind.Register => HttpMethod.Post,
        OperationKind.Update => HttpMethod.Patch,
        _ => HttpMethod.Delete,
    };

    private Uri RouteOf(RollupOperation operation) => new(
        _ingress, operation.Kind == OperationKind.Register ? "/v1/rollups" : $"/v1/rollups/{operation.Rollup}");
}
