using System.Net.Http.Json;
using SharedSequencer.Client;
using SharedSequencer.Launcher.Mesh;
using SharedSequencer.Messages;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Launcher.Traffic;

/// <summary>Asks one validator what is final, directly: what it says is not filtered by anybody.</summary>
public sealed class ValidatorClient
{
    private const int PageSize = OrderingRoutes.MaxBlocks;

    private readonly HttpClient _http;

    /// <summary>Uses a validator.</summary>
    /// <param name="http">Not disposed here.</param>
    /// <param name="validator">Where it is.</param>
    public ValidatorClient(HttpClient http, ValidatorEndpoint validator)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(validator);
        _http = http;
        Endpoint = validator;
    }

    /// <summary>Which one it is.</summary>
    public ValidatorEndpoint Endpoint { get; }

    /// <summary>Its final head; null when it does not answer, or not yet.</summary>
    public async Task<ChainHead?> HeadAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await _http.GetAsync(new Uri(Endpoint.Http, OrderingRoutes.Head), cancellationToken);
            return answer.IsSuccessStatusCode
                ? await answer.Content.ReadFromJsonAsync<ChainHead>(MeshJson.Options, cancellationToken)
                : null;
        }
        catch (Exception outage) when (IsOutage(outage, cancellationToken))
        {
            return null;
        }
    }

    /// <summary>Consecutive final blocks from a height on, without batches; none when there is nothing newer.</summary>
    public async Task<IReadOnlyList<FinalizedBlock>> BlocksAsync(Height from, CancellationToken cancellationToken)
    {
        var page = OrderingRoutes.BlocksFrom(from.Value, PageSize, bodies: false);
        var body = await _http.GetByteArrayAsync(new Uri(Endpoint.Http, page), cancellationToken);
        return Decode(body);
    }

    private static List<FinalizedBlock> Decode(byte[] body)
    {
        var blocks = new List<FinalizedBlock>();
        var reader = new RlpReader(body);
        if (!reader.TryReadList(out var list))
            throw new UnexpectedAnswerException("The validator's answer is no list of blocks.");
        while (!list.AtEnd)
        {
            if (!list.TryReadBytes(out var encoded) || !FinalizedBlock.TryDecode(encoded.ToArray(), out var block))
                throw new UnexpectedAnswerException("A block of the validator does not decode.");
            blocks.Add(block);
        }

        return blocks;
    }

    private static bool IsOutage(Exception failure, CancellationToken cancellationToken) =>
        failure is HttpRequestException or IOException or OperationCanceledException
        && !cancellationToken.IsCancellationRequested;
}
