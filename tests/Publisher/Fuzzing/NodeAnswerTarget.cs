using System.Text;
using System.Text.Json;
using SharedSequencer.Publisher.Drivers.EvmRpc;

namespace SharedSequencer.Fuzzing;

/// <summary>
/// Reads bytes as everything that a node is asked for. A node may be broken or hostile: what it says is understood
/// or a <see cref="NodeException"/>, and nothing else.
/// </summary>
public sealed class NodeAnswerTarget : FuzzTarget
{
    private const string Hash = "0x00000000000000000000000000000000000000000000000000000000000000aa";

    /// <inheritdoc/>
    public override string Name => "node-answer";

    /// <inheritdoc/>
    public override IReadOnlyList<byte[]> Seeds { get; } = [.. new[]
    {
        $$$"""{"jsonrpc":"2.0","id":0,"result":{{{Block}}}}""",
        $$$"""[{"id":1,"result":"0x1"},{"id":0,"error":{"code":-32000,"message":"no\ud83d\ude00\u0000"}}]""",
        """[{"id":0,"result":null},{"id":1,"\u0065rror":{"code":-32601,"message":{"a":1}}}]""",
        $$"""[{"transactionHash":"{{Hash}}","status":"0x1"},{"transactionHash":"\u0030x","status":"0x0"}]""",
        $$"""[{"transactionHash":"{{Hash}}","traceAddress":[],"error":"Reverted"},{"traceAddress":[0]}]""",
        Log,
        Block,
    }.Select(Encoding.UTF8.GetBytes)];

    private static string Block =>
        $$"""{"number":"0x10","hash":"{{Hash}}","parentHash":"{{Hash}}","timestamp":"0x\u0031","""
        + $$""" "gasLimit":"0x1c9c380","transactions":["{{Hash}}"]}""";

    private static string Log =>
        $$"""{"address":"0x00000000000000000000000000000000000000aa","topics":["{{Hash}}"],"data":"0x\u0030a","""
        + $$""" "transactionHash":"{{Hash}}"}""";

    /// <inheritdoc/>
    public override string Run(byte[] input)
    {
        JsonDocument document;
        try
        {
            document = NodeJson.Parse(input);
        }
        catch (NodeException)
        {
            return "refused";
        }
        using var _ = document;
        var root = document.RootElement;
        var understood = 0;
        foreach (var read in new Action[]
        {
            () => NodeJson.Block(root),
            () => NodeJson.Quantity(root),
            () => NodeJson.LargeQuantity(root),
            () => NodeJson.Log(root),
            () => ExecutionEvidence.For(1).Read(root),
            () => ExecutionEvidence.For(1_000).Read(root),
            () => throw NodeRpc.Failure("method", root),
            () => ReadBatch(document),
        })
        {
            try
            {
                read();
                understood++;
            }
            catch (NodeException)
            {
                // Refused, which is a way of reading it.
            }
        }
        return understood > 0 ? "accepted" : "refused";
    }

    private static void ReadBatch(JsonDocument document)
    {
        if (!RpcBatchAnswer.TryRead(document, 2, out var answer))
            throw NodeRpc.Failure("batch", document.RootElement);
        Require(answer.Items.Count == 2, "an answer has an item for each call");
        foreach (var item in answer.Items)
            RpcBatchAnswer.ErrorOf(item);
    }
}
