using System.Text.Json;
using SharedSequencer.Client;
using SharedSequencer.Primitives;

namespace SharedSequencer.Launcher.Traffic;

/// <summary>
/// Asks a rollup's own node what it executed: the independent witness of what the mesh claims.
/// </summary>
public sealed class NodeClient
{
    private const int CallsPerRequest = 200;

    private readonly RpcClient _rpc;

    /// <summary>Uses a node.</summary>
    public NodeClient(RpcClient rpc) => _rpc = rpc;

    /// <summary>The node's receipts, null where it has none, in the order asked.</summary>
    public async Task<IReadOnlyList<NodeReceipt?>> ReceiptsAsync(
        IReadOnlyList<Hash256> transactions, CancellationToken cancellationToken)
    {
        var receipts = new List<NodeReceipt?>(transactions.Count);
        foreach (var part in transactions.Chunk(CallsPerRequest))
        {
            var answers = await _rpc.CallManyAsync(
                [.. part.Select(hash => new RpcCall("eth_getTransactionReceipt", hash.ToString()))],
                cancellationToken);
            receipts.AddRange(answers.Select(answer => NodeReceipt.Read(answer.Require())));
        }

        return receipts;
    }

    /// <summary>Number of the node's newest block.</summary>
    public async Task<ulong> HeadAsync(CancellationToken cancellationToken) =>
        Number(await _rpc.CallAsync(new RpcCall("eth_blockNumber"), cancellationToken));

    /// <summary>Hashes of all transactions in the node's chain, in its order.</summary>
    public async Task<IReadOnlyList<Hash256>> TransactionsAsync(CancellationToken cancellationToken)
    {
        var hashes = new List<Hash256>();
        var head = await HeadAsync(cancellationToken);
        for (var first = 1UL; first <= head; first += CallsPerRequest)
        {
            var count = (int)Math.Min(CallsPerRequest, head - first + 1);
            var answers = await _rpc.CallManyAsync(
                [.. Enumerable.Range(0, count).Select(i => BlockCall(first + (ulong)i))], cancellationToken);
            foreach (var answer in answers)
            {
                hashes.AddRange(answer.Require().GetProperty("transactions").EnumerateArray()
                    .Select(hash => Hash256.Parse(hash.GetString()!)));
            }
        }

        return hashes;
    }

    /// <summary>How many transactions of each account the node has executed, in the order asked.</summary>
    public async Task<IReadOnlyList<ulong>> NoncesAsync(
        IReadOnlyList<Address> accounts, CancellationToken cancellationToken)
    {
        var answers = await _rpc.CallManyAsync(
            [.. accounts.Select(account => new RpcCall("eth_getTransactionCount", account.ToString(), "latest"))],
            cancellationToken);
        return [.. answers.Select(answer => Number(answer.Require()))];
    }

    /// <summary>Asks a contract for a number.</summary>
    /// <param name="contract">The contract.</param>
    /// <param name="input">The call with its arguments.</param>
    /// <param name="word">Which 32-byte word of the answer it is.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<UInt256> CallAsync(Address contract, byte[] input, int word, CancellationToken cancellationToken)
    {
        var call = new { to = contract.ToString(), data = Hex.Encode(input) };
        var answer = await _rpc.CallAsync(new RpcCall("eth_call", call, "latest"), cancellationToken);
        return Hex.TryDecode(answer.GetString(), out var bytes) && bytes.Length >= (word + 1) * UInt256.Size
            ? new UInt256(bytes.AsSpan(word * UInt256.Size, UInt256.Size))
            : throw new UnexpectedAnswerException("The contract's answer is no number.");
    }

    private static RpcCall BlockCall(ulong number) =>
        new("eth_getBlockByNumber", Hex.EncodeQuantity(number), false);

    private static ulong Number(JsonElement quantity) =>
        Hex.TryDecodeQuantity(quantity.GetString(), out ulong number)
            ? number
            : throw new UnexpectedAnswerException("The node's answer is no quantity.");
}
