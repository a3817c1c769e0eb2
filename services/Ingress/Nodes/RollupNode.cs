using System.Buffers;
using System.Net.Http.Headers;
using System.Text;
using SharedSequencer.Ingress.Accounts;
using SharedSequencer.Ingress.JsonRpc;
using SharedSequencer.Primitives;

namespace SharedSequencer.Ingress.Nodes;

/// <summary>JSON-RPC towards one rollup's node.</summary>
internal sealed class RollupNode(HttpClient http, NodeAddress address, NodesOptions options, ILogger<RollupNode> logger)
    : INonceSource
{
    /// <summary>Calls per request: nodes limit batches, and one slow call holds up its whole batch.</summary>
    private const int MaxCallsPerRequest = 100;

    private static readonly MediaTypeHeaderValue Json = new("application/json");
    private static readonly byte[] CountMethod = "eth_getTransactionCount"u8.ToArray();

    /// <summary>Where streams are subscribed.</summary>
    public Uri WebSocket => address.WebSocket;

    /// <summary>
    /// Passes calls on and returns the answers in the same order. A node that does not answer makes error answers,
    /// never an exception; only the caller's own cancellation throws.
    /// </summary>
    public async Task<RpcAnswer[]> CallAsync(ReadOnlyMemory<NodeCall> calls, CancellationToken cancellationToken)
    {
        Telemetry.CallsProxied(calls.Length);
        if (calls.Length <= MaxCallsPerRequest) return await CallOnceAsync(calls, cancellationToken);
        var answers = new List<RpcAnswer>(calls.Length);
        for (var start = 0; start < calls.Length; start += MaxCallsPerRequest)
        {
            var part = calls.Slice(start, Math.Min(MaxCallsPerRequest, calls.Length - start));
            answers.AddRange(await CallOnceAsync(part, cancellationToken));
        }
        return [.. answers];
    }

    public async Task<RpcAnswer> CallAsync(NodeCall call, CancellationToken cancellationToken) =>
        (await CallAsync(new[] { call }, cancellationToken))[0];

    public async Task<Dictionary<Address, ulong>> CountAsync(
        IReadOnlyCollection<Address> senders, CancellationToken cancellationToken)
    {
        var asked = senders.ToArray();
        var calls = Array.ConvertAll(asked, static sender => new NodeCall(
            CountMethod, Encoding.ASCII.GetBytes($"[\"{sender}\",\"latest\"]")));
        var answers = await CallAsync(calls, cancellationToken);
        var counts = new Dictionary<Address, ulong>(asked.Length);
        for (var i = 0; i < asked.Length; i++)
        {
            var text = answers[i].Json.Span;
            if (text.Length > 2 && Quantity.TryParse(text[1..^1], out var count)) counts[asked[i]] = count;
        }
        return counts;
    }

    private async Task<RpcAnswer[]> CallOnceAsync(ReadOnlyMemory<NodeCall> calls, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.TimeoutMilliseconds);
        try
        {
            using var content = new ReadOnlyMemoryContent(NodeRequestWriter.Write(calls.Span));
            content.Headers.ContentType = Json;
            using var request = new HttpRequestMessage(HttpMethod.Post, address.Http) { Content = content };
            using var response = await http.SendAsync(
                request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            var body = await ReadAsync(response, limit.Token);
            return NodeAnswerReader.Read(body, calls.Length);
        }
        catch (Exception failure) when (IsNodeFailure(failure) && !cancellationToken.IsCancellationRequested)
        {
            logger.NodeFailed(failure, address.ChainId);
            var answers = new RpcAnswer[calls.Length];
            Array.Fill(answers, RpcAnswer.Of(RpcErrors.NodeUnavailable));
            return answers;
        }
    }

    /// <summary>The last two are what a body makes that does not decompress.</summary>
    private static bool IsNodeFailure(Exception failure) =>
        failure is HttpRequestException or OperationCanceledException or IOException
            or InvalidDataException or InvalidOperationException;

    private async Task<ReadOnlyMemory<byte>> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new ArrayBufferWriter<byte>((int)Math.Clamp(response.Content.Headers.ContentLength ?? 4_096, 256, 65_536));
        while (true)
        {
            var read = await stream.ReadAsync(buffer.GetMemory(4_096), cancellationToken);
            if (read == 0) return buffer.WrittenMemory;
            buffer.Advance(read);
            if (buffer.WrittenCount > options.MaxAnswerBytes)
                throw new HttpRequestException($"the node's answer exceeds {options.MaxAnswerBytes} bytes");
        }
    }
}
