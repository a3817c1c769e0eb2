using System.Text;
using System.Text.Json;
using CsCheck;
using SharedSequencer.Publisher.Drivers.EvmRpc;

namespace SharedSequencer.Publisher.Tests.Drivers.EvmRpc;

/// <summary>A node may answer anything: it is understood, or refused as malformed, and nothing else happens.</summary>
public sealed class NodeAnswerTests
{
    private static readonly string[] Words =
    [
        "jsonrpc", "id", "result", "error", "code", "message", "number", "hash", "parentHash", "timestamp", "gasLimit",
        "transactions", "transactionHash", "status", "traceAddress", "0x1", "0x", "",
        "0x00000000000000000000000000000000000000000000000000000000000000aa",
    ];

    private static readonly string[] Literals = ["null", "true", "1e400", "0.5"];

    private static readonly Gen<string> GenText = Gen.Int[0, Words.Length - 1].Select(i => Words[i]);

    private static readonly Gen<string> GenJson = Gen.Recursive<string>((depth, inner) => Gen.OneOf(
        GenText.Select(text => $"\"{text}\""),
        Gen.Int[-40000, 40].Select(number => number.ToString()),
        Gen.Int[0, Literals.Length - 1].Select(i => Literals[i]),
        depth > 3 ? Gen.Const("[]") : inner.Array[0, 4].Select(items => $"[{string.Join(',', items)}]"),
        depth > 3
            ? Gen.Const("{}")
            : Gen.Select(GenText, inner).Array[0, 6].Select(members =>
                $"{{{string.Join(',', members.DistinctBy(m => m.Item1).Select(m => $"\"{m.Item1}\":{m.Item2}"))}}}")));

    [Fact]
    public void Any_answer_to_a_single_call_is_a_result_or_a_node_failure() => GenJson.Sample(json => Survives(
        json, async rpc => (await rpc.CallAsync(new RpcCall("x"), CancellationToken.None)).Dispose()));

    [Fact]
    public void Any_answer_to_a_batch_is_one_item_for_each_call_or_a_node_failure() => GenJson.Sample(json =>
        Survives(json, async rpc =>
        {
            using var answer = await rpc.CallAsync([new RpcCall("x"), new RpcCall("y")], CancellationToken.None);
            Assert.Equal(2, answer.Items.Count);
        }));

    [Fact]
    public void Any_json_where_a_block_or_evidence_belongs_is_read_or_refused() => GenJson.Sample(json =>
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        foreach (var read in new Action[]
        {
            () => NodeJson.Block(root),
            () => ExecutionEvidence.For(1).Read(root),
            () => ExecutionEvidence.For(1000).Read(root),
        })
        {
            try
            {
                read();
            }
            catch (NodeException refused)
            {
                Assert.Equal(NodeFault.Malformed, refused.Fault);
            }
        }
    });

    [Fact]
    public void Bytes_that_are_no_json_are_a_node_failure() => Gen.Byte.Array[0, 50].Sample(bytes =>
        Survives(bytes, async rpc => (await rpc.CallAsync(new RpcCall("x"), CancellationToken.None)).Dispose()));

    private static void Survives(string json, Func<NodeRpc, Task> call) =>
        Survives(Encoding.UTF8.GetBytes(json), call);

    private static void Survives(byte[] answer, Func<NodeRpc, Task> call)
    {
        using var http = new HttpClient(new CannedAnswer(answer)) { BaseAddress = new Uri("http://node") };
        try
        {
            call(new NodeRpc(http)).GetAwaiter().GetResult();
        }
        catch (NodeException failure)
        {
            Assert.NotEqual(NodeFault.Unreachable, failure.Fault);
        }
    }

    private sealed class CannedAnswer(byte[] body) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage { Content = new ByteArrayContent(body) });
    }
}
