using System.Text;
using SharedSequencer.Ingress.Limits;
using SharedSequencer.Ingress.Nodes;
using SharedSequencer.Ingress.Rollups;
using SharedSequencer.Ingress.Transactions;
using SharedSequencer.Primitives;

namespace SharedSequencer.Ingress.JsonRpc;

/// <summary>
/// <c>eth_sendRawTransactionSync</c> (EIP-7966): sends, then waits for the receipt of the rollup's node. Error 4:
/// taken but not executed in time; error 5: taken but not ready, for a nonce gap. Both carry the hash.
/// </summary>
internal sealed class SyncSender(
    TransactionIntake intake, IntakeOptions options, LimitsOptions limits, TimeProvider time)
{
    private const int TimedOut = 4;
    private const int NotReady = 5;

    private static readonly byte[] ReceiptMethod = "eth_getTransactionReceipt"u8.ToArray();

    public async ValueTask<RpcAnswer> SendAsync(
        Rollup rollup, ReadOnlyMemory<byte> parameters, CancellationToken cancellationToken)
    {
        if (rollup.Node is null) return RpcAnswer.Of(RpcErrors.NoNode);
        if (!rollup.Record.IsActive) return RpcAnswer.Of(RpcErrors.RollupLeft);
        if (Read(parameters.Span, out var raw, out var timeout) is { } error) return RpcAnswer.Of(error);
        var submissions = new[] { new Submission { Raw = raw } };
        var isDurable = await intake.SubmitAsync(rollup.Lane, rollup.Node, submissions, 1, cancellationToken);
        var taken = submissions[0];
        if (VerdictTexts.ErrorOf(taken.Verdict) is { } refusal) return RpcAnswer.Of(refusal);
        if (!isDurable) return RpcAnswer.Of(RpcErrors.JournalUnavailable);
        var hash = taken.Hash.ToString();
        if (taken.Verdict == Verdict.Held)
            return RpcAnswer.Of(new RpcError(NotReady, "the transaction is held for a nonce gap", hash));
        return await WaitAsync(rollup.Node, taken.Hash, timeout, cancellationToken)
            ?? RpcAnswer.Of(new RpcError(
                TimedOut, "the transaction was taken but not executed within the timeout", hash));
    }

    private RpcError? Read(ReadOnlySpan<byte> parameters, out byte[] raw, out TimeSpan timeout)
    {
        timeout = TimeSpan.FromMilliseconds(options.SyncDefaultMilliseconds);
        var reader = new RpcParameters(parameters);
        if (!reader.TryReadBytes(limits.MaxTransactionBytes, out raw, out var tooLong))
        {
            return tooLong
                ? VerdictTexts.ErrorOf(Verdict.TooLarge)
                : RpcErrors.InvalidParams("invalid argument 0: a 0x string of whole bytes is expected");
        }
        if (!reader.TryReadOptionalCount(out var milliseconds))
            return RpcErrors.InvalidParams("invalid argument 1: a timeout in milliseconds is expected");
        if (milliseconds is { } wanted)
            timeout = TimeSpan.FromMilliseconds(Math.Min(wanted, (ulong)options.SyncMaxMilliseconds));
        return null;
    }

    /// <summary>The receipt, or null when the time is over. A node that is away is asked again.</summary>
    private async Task<RpcAnswer?> WaitAsync(
        RollupNode node, Hash256 hash, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var call = new NodeCall(ReceiptMethod, Encoding.ASCII.GetBytes($"[\"{hash}\"]"));
        var started = time.GetTimestamp();
        while (true)
        {
            var answer = await node.CallAsync(call, cancellationToken);
            if (!answer.IsFailure && !answer.Json.IsEmpty) return answer;
            var left = timeout - time.GetElapsedTime(started);
            if (left <= TimeSpan.Zero) return null;
            var pause = TimeSpan.FromMilliseconds(options.SyncPollMilliseconds);
            await Task.Delay(pause < left ? pause : left, time, cancellationToken);
        }
    }
}
