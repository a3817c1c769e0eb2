using System.Buffers;
using System.Net.Http.Headers;
using System.Text.Json;

namespace SharedSequencer.Publisher.Drivers.EvmRpc;

/// <summary>JSON-RPC over HTTP to one node: one request at a time, answers matched by id.</summary>
internal sealed class NodeRpc(HttpClient http)
{
    private const int MethodNotFound = -32601;

    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly ArrayBufferWriter<byte> _body = new(64 * 1024);

    /// <summary>Calls one method; the element lives as long as the returned document.</summary>
    /// <exception cref="NodeException">The node did not answer with a result.</exception>
    public async Task<JsonDocument> CallAsync(RpcCall call, CancellationToken cancellationToken)
    {
        Write(writer => WriteCall(writer, call, 0));
        var document = await PostAsync(cancellationToken);
        if (document.RootElement.ValueKind == JsonValueKind.Object
            && !document.RootElement.TryGetProperty("error", out _)
            && document.RootElement.TryGetProperty("result", out _)) return document;

        using (document) throw Failure(call.Method, document.RootElement);
    }

    /// <summary>Calls several methods in one request; the items are in the order of the calls.</summary>
    /// <exception cref="NodeException">The answer is not one item for each call.</exception>
    public async Task<RpcBatchAnswer> CallAsync(IReadOnlyList<RpcCall> calls, CancellationToken cancellationToken)
    {
        Write(writer =>
        {
            writer.WriteStartArray();
            for (var i = 0; i < calls.Count; i++) WriteCall(writer, calls[i], i);
            writer.WriteEndArray();
        });
        var document = await PostAsync(cancellationToken);
        if (RpcBatchAnswer.TryRead(document, calls.Count, out var answer)) return answer;

        using (document) throw Failure(calls[0].Method, document.RootElement);
    }

    /// <summary>The error of an answer that should have been a result.</summary>
    public static NodeException Failure(string method, JsonElement answer)
    {
        var (code, message) = RpcBatchAnswer.ErrorOf(answer);
        return code == MethodNotFound
            ? new NodeException(NodeFault.Unsupported, $"{method}: the node does not offer it")
            : new NodeException(code == 0 ? NodeFault.Malformed : NodeFault.Refused, $"{method}: {message} ({code})");
    }

    private static void WriteCall(Utf8JsonWriter writer, RpcCall call, int id)
    {
        writer.WriteStartObject();
        writer.WriteString("jsonrpc", "2.0");
        writer.WriteNumber("id", id);
        writer.WriteString("method", call.Method);
        writer.WriteStartArray("params");
        call.WriteParameters?.Invoke(writer);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private void Write(Action<Utf8JsonWriter> write)
    {
        _body.ResetWrittenCount();
        using var writer = new Utf8JsonWriter(_body);
        write(writer);
    }

    private async Task<JsonDocument> PostAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var content = new ReadOnlyMemoryContent(_body.WrittenMemory);
            content.Headers.ContentType = Json;
            using var response = await http.PostAsync((Uri?)null, content, cancellationToken);
            if (!response.IsSuccessStatusCode)
                throw new NodeException(NodeFault.Unreachable, $"the node answered HTTP {(int)response.StatusCode}");
            return NodeJson.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken));
        }
        catch (HttpRequestException exception)
        {
            throw new NodeException(NodeFault.Unreachable, exception.Message, exception);
        }
        catch (TaskCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new NodeException(NodeFault.Unreachable, "the node did not answer in time", exception);
        }
        catch (IOException exception)
        {
            throw new NodeException(NodeFault.Unreachable, exception.Message, exception);
        }
    }
}
