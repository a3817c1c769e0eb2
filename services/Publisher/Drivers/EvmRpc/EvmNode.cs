using System.Text.Json;
using SharedSequencer.Primitives;

namespace SharedSequencer.Publisher.Drivers.EvmRpc;

/// <summary>
/// The calls that the driver makes on a node that seals on demand, anvil first of all. Needs, besides the standard
/// methods, <c>evm_mine</c>, <c>anvil_dropAllTransactions</c> and <c>anvil_rollback</c>.
/// </summary>
internal sealed class EvmNode(NodeRpc rpc)
{
    /// <summary>Most nonces that are asked for in one request.</summary>
    public const int NoncesPerRequest = 250;

    /// <summary>Codes by which a node refuses a transaction for what it is, not for the node's own trouble.</summary>
    private static readonly int[] Refusals = [-32000, -32003, -32602];

    public async Task<ulong> ChainIdAsync(CancellationToken cancellationToken)
    {
        using var answer = await rpc.CallAsync(new RpcCall("eth_chainId"), cancellationToken);
        return NodeJson.Quantity(Result(answer));
    }

    public async Task<NodeBlock> HeadAsync(CancellationToken cancellationToken) =>
        await BlockAsync("latest", cancellationToken)
        ?? throw new NodeException(NodeFault.Malformed, "the node has no latest block");

    /// <summary>The node's block with a number, or null when its chain is shorter.</summary>
    public Task<NodeBlock?> BlockAsync(ulong number, CancellationToken cancellationToken) =>
        BlockAsync(NodeJson.Quantity(number), cancellationToken);

    /// <summary>Nonces in the latest sealed block.</summary>
    public async Task<IReadOnlyList<ulong>> NoncesAsync(
        IReadOnlyList<Address> senders, CancellationToken cancellationToken)
    {
        var nonces = new List<ulong>(senders.Count);
        foreach (var chunk in senders.Chunk(NoncesPerRequest))
        {
            using var answer = await rpc.CallAsync([.. chunk.Select(NonceCall)], cancellationToken);
            nonces.AddRange(answer.Items.Select(Nonce));
        }

        return nonces;
    }

    /// <summary>Sends transactions; the caller keeps the count within what the node takes in order.</summary>
    public async Task<IReadOnlyList<SendAnswer>> SendAsync(
        IReadOnlyList<OrderedTransaction> transactions, CancellationToken cancellationToken)
    {
        using var answer = await rpc.CallAsync([.. transactions.Select(SendCall)], cancellationToken);
        return [.. answer.Items.Select(ToSendAnswer)];
    }

    /// <summary>
    /// Sends transactions and seals after them. A node that works on the calls of a request in another order leaves out what it
    /// takes too late; what it refuses as the last may have come too late as well.
    /// </summary>
    public async Task<IReadOnlyList<SendAnswer>> SendAndSealAsync(
        IReadOnlyList<OrderedTransaction> transactions, ulong timestamp, CancellationToken cancellationToken)
    {
        using var answer = await rpc.CallAsync(
            [.. transactions.Select(SendCall), SealCall(timestamp)], cancellationToken);
        ResultOf("evm_mine", answer.Items[^1]);
        return [.. answer.Items.SkipLast(1).Select(ToSendAnswer)];
    }

    public async Task DropPoolAsync(CancellationToken cancellationToken)
    {
        using var answer = await rpc.CallAsync(new RpcCall("anvil_dropAllTransactions"), cancellationToken);
    }

    /// <summary>Seals a block from the pool; the timestamp is in seconds and not below the head's.</summary>
    public async Task SealAsync(ulong timestamp, CancellationToken cancellationToken)
    {
        using var answer = await rpc.CallAsync(SealCall(timestamp), cancellationToken);
    }

    /// <summary>Takes the newest blocks off the chain.</summary>
    public async Task RollbackAsync(ulong depth, CancellationToken cancellationToken)
    {
        var call = new RpcCall("anvil_rollback", writer => writer.WriteNumberValue(depth));
        using var answer = await rpc.CallAsync(call, cancellationToken);
    }

    /// <summary>Everything the driver wants to know of a block that was just sealed, in one request; null if it is not there.</summary>
    /// <param name="number">The block.</param>
    /// <param name="expected">How many transactions it should hold; only how they are asked for depends on it.</param>
    /// <param name="accounts">Whose nonces are wanted, at most <see cref="NoncesPerRequest"/>.</param>
    /// <param name="cancellationToken">Ends the wait for the node.</param>
    public async Task<SealedBlock?> SealedAsync(
        ulong number, int expected, IReadOnlyList<Address> accounts, CancellationToken cancellationToken)
    {
        var quantity = NodeJson.Quantity(number);
        var (method, read) = ExecutionEvidence.For(expected);
        using var answer = await rpc.CallAsync(
            [
                BlockCall(quantity),
                new RpcCall(method, writer => writer.WriteStringValue(quantity)),
                .. accounts.Select(NonceCall),
            ],
            cancellationToken);
        var found = ResultOf("eth_getBlockByNumber", answer.Items[0]);
        if (found.ValueKind == JsonValueKind.Null) return null;
        var block = NodeJson.Block(found);
        var succeeded = read(ResultOf(method, answer.Items[1]));
        return new SealedBlock(
            block,
            [.. block.Transactions.Select(hash => succeeded.TryGetValue(hash, out var value)
                ? value
                : throw new NodeException(NodeFault.Malformed, $"{method} does not tell of {hash}"))],
            [.. answer.Items.Skip(2).Select(Nonce)]);
    }

    /// <summary>The logs that a query asks for, in order.</summary>
    public async Task<IReadOnlyList<NodeLog>> LogsAsync(LogQuery query, CancellationToken cancellationToken)
    {
        using var answer = await rpc.CallAsync(LogsCall(query), cancellationToken);
        return [.. NodeJson.Items(Result(answer)).Select(NodeJson.Log)];
    }

    private async Task<NodeBlock?> BlockAsync(string block, CancellationToken cancellationToken)
    {
        using var answer = await rpc.CallAsync(BlockCall(block), cancellationToken);
        var result = Result(answer);
        return result.ValueKind == JsonValueKind.Null ? null : NodeJson.Block(result);
    }

    private static RpcCall BlockCall(string block) => new("eth_getBlockByNumber", writer =>
    {
        writer.WriteStringValue(block);
        writer.WriteBooleanValue(false);
    });

    private static RpcCall SealCall(ulong timestamp) => new("evm_mine", writer => writer.WriteNumberValue(timestamp));

    private static RpcCall NonceCall(Address sender) => new("eth_getTransactionCount", writer =>
    {
        writer.WriteStringValue(sender.ToString());
        writer.WriteStringValue("latest");
    });

    private static RpcCall LogsCall(LogQuery query) => new("eth_getLogs", writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("address", query.Address.ToString());
        writer.WriteStartArray("topics");
        foreach (var topic in query.Topics) writer.WriteStringValue(topic.ToString());
        writer.WriteEndArray();
        writer.WriteString("fromBlock", NodeJson.Quantity(query.From));
        writer.WriteString("toBlock", NodeJson.Quantity(query.To));
        writer.WriteEndObject();
    });

    private static RpcCall SendCall(OrderedTransaction transaction) => new(
        "eth_sendRawTransaction", writer => writer.WriteStringValue(Hex.Encode(transaction.Raw.Span)));

    private static SendAnswer ToSendAnswer(JsonElement item)
    {
        if (item.TryGetProperty("result", out _)) return SendAnswer.Taken;
        var (code, message) = RpcBatchAnswer.ErrorOf(item);
        if (!Refusals.Contains(code)) throw NodeRpc.Failure("eth_sendRawTransaction", item);
        return new SendAnswer(message.Length > MaxReason ? message[..MaxReason] : message);
    }

    private const int MaxReason = 256;

    private static ulong Nonce(JsonElement item) => NodeJson.Quantity(ResultOf("eth_getTransactionCount", item));

    private static JsonElement Result(JsonDocument answer) => answer.RootElement.GetProperty("result");

    private static JsonElement ResultOf(string what, JsonElement item) =>
        item.TryGetProperty("result", out var result) ? result : throw NodeRpc.Failure(what, item);
}
