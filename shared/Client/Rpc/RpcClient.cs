using System.Net.Http.Headers;
using System.Text.Json;

namespace SharedSequencer.Client;

/// <summary>
/// JSON-RPC 2.0 over HTTP POST, single calls and batches. Works against the ingress and against any Ethereum
/// node.
/// Errors of a call are answers; a lost connection is an <see cref="HttpRequestException"/>.
/// </summary>
public sealed class RpcClient
{
    private const int MaxAnswerBytes = 64 * 1024 * 1024;

    private readonly HttpClient _http;
    private readonly Uri _endpoint;

    /// <summary>Uses a connection pool of the caller, which also sets the timeout.</summary>
    /// <param name="http">Not disposed here.</param>
    /// <param name="endpoint">For example <c>http://127.0.0.1:8080/rpc/901</c>.</param>
    public RpcClient(HttpClient http, Uri endpoint)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(endpoint);
        _http = http;
        _endpoint = endpoint;
    }

    /// <summary>Makes one call.</summary>
    /// <exception cref="RpcException">The call was answered with an error.</exception>
    public async Task<JsonElement> CallAsync(RpcCall call, CancellationToken cancellationToken = default) =>
        (await TryCallAsync(call, cancellationToken)).Require();

    /// <summary>Makes one call; an error is an answer.</summary>
    public async Task<RpcAnswer> TryCallAsync(RpcCall call, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        return RpcAnswer.Read(await PostAsync(writer => Write(writer, call, 0), cancellationToken));
    }

    /// <summary>Makes several calls in one request; the answers come in the order of the calls.</summary>
    /// <exception cref="RpcException">The batch as a whole was refused.</exception>
    public async Task<IReadOnlyList<RpcAnswer>> CallManyAsync(
        IReadOnlyList<RpcCall> calls, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(calls);
        if (calls.Count == 0)
        {
            return [];
        }

        var answer = await PostAsync(writer => WriteAll(writer, calls), cancellationToken);
        return answer.ValueKind == JsonValueKind.Array
            ? Sort(answer, calls.Count)
            : throw new RpcException(RpcAnswer.Read(answer).Error
                ?? throw new UnexpectedAnswerException("A batch was answered with a single result."));
    }

    private static RpcAnswer[] Sort(JsonElement answers, int count)
    {
        var sorted = new RpcAnswer[count];
        var seen = new bool[count];
        foreach (var answer in answers.EnumerateArray())
        {
            if (!answer.TryGetProperty("id", out var id)
                || id.ValueKind != JsonValueKind.Number
                || !id.TryGetInt32(out var index)
                || index < 0
                || index >= count
                || seen[index])
            {
                throw new UnexpectedAnswerException("An answer of the batch carries no id of a call, or one twice.");
            }

            sorted[index] = RpcAnswer.Read(answer);
            seen[index] = true;
        }

        return seen.All(answered => answered)
            ? sorted
            : throw new UnexpectedAnswerException("The batch was answered in part.");
    }

    private static void WriteAll(Utf8JsonWriter writer, IReadOnlyList<RpcCall> calls)
    {
        writer.WriteStartArray();
        for (var i = 0; i < calls.Count; i++)
        {
            Write(writer, calls[i], i);
        }

        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, RpcCall call, int id)
    {
        writer.WriteStartObject();
        writer.WriteString("jsonrpc", "2.0");
        writer.WriteNumber("id", id);
        writer.WriteString("method", call.Method);
        writer.WritePropertyName("params");
        JsonSerializer.Serialize(writer, call.Parameters);
        writer.WriteEndObject();
    }

    private async Task<JsonElement> PostAsync(Action<Utf8JsonWriter> write, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        await using (var writer = new Utf8JsonWriter(body))
        {
            write(writer);
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint)
        {
            Content = new ByteArrayContent(body.ToArray())
            {
                Headers = { ContentType = new MediaTypeHeaderValue("application/json") },
            },
        };
        using var response = await _http.SendAsync(
            request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (response.Content.Headers.ContentType?.MediaType != "application/json")
        {
            throw new UnexpectedAnswerException($"{_endpoint} answered {(int)response.StatusCode} without JSON.");
        }

        // Over a limit the status is 429 and the body still JSON-RPC.
        return await BoundedContent.ReadJsonAsync(response.Content, MaxAnswerBytes, cancellationToken);
    }
}
