using SharedSequencer.Ingress.JsonRpc;
using SharedSequencer.Ingress.Journal;
using SharedSequencer.Ingress.Rollups;
using SharedSequencer.Messages;
using SharedSequencer.Primitives;

namespace SharedSequencer.Ingress.Nodes;

/// <summary>
/// Completes a node's answers with what is journaled or soft-committed and not executed yet, so that wallets can
/// send twice in a row and do not believe their transaction lost.
/// </summary>
internal sealed class NodeOverlay(JournalReader journal)
{
    public async ValueTask<RpcAnswer> CompleteAsync(
        Rollup rollup, RpcMethod method, ReadOnlyMemory<byte> parameters, RpcAnswer answer,
        CancellationToken cancellationToken) => method switch
    {
        RpcMethod.GetTransactionCount => Count(rollup, parameters.Span, answer),
        RpcMethod.GetTransactionByHash => await TransactionAsync(rollup, parameters, answer, cancellationToken),
        RpcMethod.GetTransactionReceipt => await ReceiptAsync(rollup, parameters, answer, cancellationToken),
        _ => answer,
    };

    /// <summary><c>latest</c> counts what is soft-committed, <c>pending</c> all that is journaled.</summary>
    private static RpcAnswer Count(Rollup rollup, ReadOnlySpan<byte> parameters, RpcAnswer answer)
    {
        var reader = new RpcParameters(parameters);
        if (!reader.TryReadAddress(out var sender)) return answer;
        var tag = reader.ReadString() ?? "latest";
        if (tag is not ("latest" or "pending")) return answer;
        var text = answer.Json.Span;
        ulong? node = text.Length > 2 && Quantity.TryParse(text[1..^1], out var count) ? count : null;
        if (rollup.Lane.NonceOf(sender, node) is not { } nonces) return answer;
        var own = tag == "pending" ? nonces.Pending : nonces.Latest;
        return node >= own ? answer : RpcAnswer.Of(Quantity.ToJson(own));
    }

    private async ValueTask<RpcAnswer> TransactionAsync(
        Rollup rollup, ReadOnlyMemory<byte> parameters, RpcAnswer answer, CancellationToken cancellationToken)
    {
        if (!answer.IsFailure && !answer.Json.IsEmpty) return answer;
        if (await FindAsync(rollup, parameters, cancellationToken) is not { } waiting) return answer;
        return PendingTransactionJson.Write(waiting.Raw, waiting.Sender) ?? answer;
    }

    /// <summary>There is no receipt before execution; with the node away, "not yet" is still the truth.</summary>
    private async ValueTask<RpcAnswer> ReceiptAsync(
        Rollup rollup, ReadOnlyMemory<byte> parameters, RpcAnswer answer, CancellationToken cancellationToken)
    {
        if (answer.Error != RpcErrors.NodeUnavailable) return answer;
        var lane = rollup.Lane;
        var hash = ReadHash(parameters.Span);
        if (hash is { } pending && lane.FindPending(pending) is not null) return RpcAnswer.Null;
        return await FindAsync(rollup, parameters, cancellationToken) is { Batch.Height: null } ? RpcAnswer.Null : answer;
    }

    private async ValueTask<JournaledTransaction?> FindAsync(
        Rollup rollup, ReadOnlyMemory<byte> parameters, CancellationToken cancellationToken)
    {
        if (ReadHash(parameters.Span) is not { } hash) return null;
        var found = await journal.FindAsync(hash, cancellationToken);
        var isWaiting = found is { Refusal: null, Execution: not { Outcome: ExecutionOutcome.Skipped } }
            && found.Name.Lane == rollup.Lane.Lane;
        return isWaiting ? found : null;
    }

    private static Hash256? ReadHash(ReadOnlySpan<byte> parameters)
    {
        var reader = new RpcParameters(parameters);
        return reader.TryReadHash(out var hash) ? hash : null;
    }
}
