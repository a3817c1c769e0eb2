using System.Text.Json;
using SharedSequencer.Primitives;

namespace SharedSequencer.Publisher.Drivers.EvmRpc;

/// <summary>
/// Where the driver reads whether transactions succeeded. anvil's <c>eth_getBlockReceipts</c> copies all receipts of
/// the block for each of them (5,000 transfers: 5 to 8 seconds), its <c>trace_block</c> is linear (0.1 s); for small
/// blocks receipts are cheaper, and every node has them.
/// </summary>
internal static class ExecutionEvidence
{
    private const int MostReceipts = 100;

    public static (string Method, Func<JsonElement, Dictionary<Hash256, bool>> Read) For(int transactions) =>
        transactions <= MostReceipts ? ("eth_getBlockReceipts", FromReceipts) : ("trace_block", FromTraces);

    private static Dictionary<Hash256, bool> FromReceipts(JsonElement receipts) =>
        NodeJson.Items(receipts)
            .DistinctBy(receipt => NodeJson.Hash(NodeJson.Member(receipt, "transactionHash")))
            .ToDictionary(
                receipt => NodeJson.Hash(NodeJson.Member(receipt, "transactionHash")),
                receipt => NodeJson.Quantity(NodeJson.Member(receipt, "status")) == 1);

    /// <summary>The root trace of a transaction, the one with an empty address, carries its error.</summary>
    private static Dictionary<Hash256, bool> FromTraces(JsonElement traces)
    {
        var succeeded = new Dictionary<Hash256, bool>();
        foreach (var trace in NodeJson.Items(traces))
        {
            if (NodeJson.Items(NodeJson.Member(trace, "traceAddress")).Any()) continue;
            if (!trace.TryGetProperty("transactionHash", out var hash) || hash.ValueKind == JsonValueKind.Null) continue;
            var failed = trace.TryGetProperty("error", out var error) && error.ValueKind != JsonValueKind.Null;
            succeeded[NodeJson.Hash(hash)] = !failed;
        }

        return succeeded;
    }
}
