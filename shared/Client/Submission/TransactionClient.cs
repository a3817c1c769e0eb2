using SharedSequencer.Primitives;

namespace SharedSequencer.Client;

/// <summary>
/// Hands signed transactions of one rollup to the ingress and asks what became of them. An answered hash is
/// checked
/// to be that of the bytes sent.
/// </summary>
public sealed class TransactionClient
{
    private const string SendMethod = "eth_sendRawTransaction";

    private readonly RpcClient _rpc;

    /// <summary>Uses the ingress at <c>/rpc/{chainId}</c>.</summary>
    public TransactionClient(RpcClient rpc)
    {
        ArgumentNullException.ThrowIfNull(rpc);
        _rpc = rpc;
    }

    /// <summary>Sends one signed transaction; done when it is durably accepted.</summary>
    /// <param name="raw">The signed transaction as it would stand in a block.</param>
    /// <param name="cancellationToken">Gives up waiting; the transaction may be accepted all the
    /// same.</param>
    /// <exception cref="RpcException">It was refused.</exception>
    public async Task<Hash256> SendAsync(ReadOnlyMemory<byte> raw, CancellationToken cancellationToken = default)
    {
        var answer = AnswerOf(raw, await _rpc.TryCallAsync(CallFor(raw), cancellationToken));
        return answer.Error is null ? answer.Hash : throw new RpcException(answer.Error);
    }

    /// <summary>Sends several in one request; each is accepted or refused on its own.</summary>
    /// <returns>One answer per transaction, in the order given.</returns>
    public async Task<IReadOnlyList<SubmitAnswer>> SendManyAsync(
        IReadOnlyList<ReadOnlyMemory<byte>> raws, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(raws);
        var answers = await _rpc.CallManyAsync([.. raws.Select(CallFor)], cancellationToken);
        return [.. raws.Zip(answers, AnswerOf)];
    }

    /// <summary>Sends one and waits until the rollup has executed it (EIP-7966).</summary>
    /// <param name="raw">The signed transaction.</param>
    /// <param name="timeout">How long the ingress shall wait; null for its own choice.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="RpcException">Refused, or (code 4) accepted but not executed in time.</exception>
    public async Task<NodeReceipt> SendAndWaitAsync(
        ReadOnlyMemory<byte> raw, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        const string method = "eth_sendRawTransactionSync";
        var text = Hex.Encode(raw.Span);
        var call = timeout is { } limit
            ? new RpcCall(method, text, (long)limit.TotalMilliseconds)
            : new RpcCall(method, text);
        var receipt = NodeReceipt.Read(await _rpc.CallAsync(call, cancellationToken))
            ?? throw new UnexpectedAnswerException("The receipt is null.");
        return receipt.Transaction == Keccak256.Hash(raw.Span)
            ? receipt
            : throw new UnexpectedAnswerException("The receipt is that of another transaction.");
    }

    /// <summary>Where a transaction stands; null when the ingress does not know it.</summary>
    public async Task<TransactionStatus?> GetStatusAsync(
        Hash256 transaction, CancellationToken cancellationToken = default) =>
        TransactionStatus.Read(await _rpc.CallAsync(
            new RpcCall("seq_getTransaction", transaction.ToString()), cancellationToken));

    /// <summary>The signed promise of the ingress (P2), unchecked; null when it gave none.</summary>
    public async Task<SignedReceipt?> GetReceiptAsync(
        Hash256 transaction, CancellationToken cancellationToken = default) =>
        SignedReceipt.Read(await _rpc.CallAsync(
            new RpcCall("seq_getReceipt", transaction.ToString()), cancellationToken));

    private static RpcCall CallFor(ReadOnlyMemory<byte> raw) => new(SendMethod, Hex.Encode(raw.Span));

    private static SubmitAnswer AnswerOf(ReadOnlyMemory<byte> raw, RpcAnswer answer)
    {
        var hash = Keccak256.Hash(raw.Span);
        if (answer.Error is not null)
        {
            return new SubmitAnswer(hash, answer.Error);
        }

        return Hash256.TryParse(answer.Result.ToString(), out var told) && told == hash
            ? new SubmitAnswer(hash, null)
            : throw new UnexpectedAnswerException("The answer is not the hash of the transaction sent.");
    }
}
