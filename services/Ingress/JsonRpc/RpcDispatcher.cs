using System.Text;
using SharedSequencer.Ingress.Journal;
using SharedSequencer.Ingress.Limits;
using SharedSequencer.Ingress.Nodes;
using SharedSequencer.Ingress.Rollups;
using SharedSequencer.Ingress.Transactions;

namespace SharedSequencer.Ingress.JsonRpc;

/// <summary>
/// Routes the calls of a request: transactions together into the journal, foreign methods together to the node,
/// own methods one after the other; each answer goes to its call's place. A bad call spoils no other.
/// </summary>
internal sealed class RpcDispatcher(
    TransactionIntake intake, OwnMethods own, NodeOverlay overlay, ProxiedMethods proxied, LimitsOptions limits)
{
    private const string Safe = "safe";
    private const string Finalized = "finalized";

    public async ValueTask HandleAsync(
        RpcExchange exchange, Rollup rollup, IRpcSubscriptions? subscriptions, CancellationToken cancellationToken)
    {
        List<int>? forwarded = null;
        List<int>? awaited = null;
        for (var i = 0; i < exchange.Request.Calls.Count; i++)
            Route(exchange, rollup, i, ref forwarded, ref awaited);
        var sending = exchange.SubmissionCount > 0
            ? intake.SubmitAsync(
                rollup.Lane, rollup.Node, exchange.Submissions, exchange.SubmissionCount, cancellationToken)
            : ValueTask.FromResult(true);
        var forwarding = forwarded is null ? null : ForwardAsync(exchange, rollup, forwarded, cancellationToken);
        try
        {
            exchange.AnswerSubmissions(await sending);
        }
        finally
        {
            // It writes into the exchange, which the caller reuses as soon as this ends, however it ends.
            if (forwarding is not null) await forwarding;
        }
        if (awaited is null) return;
        foreach (var call in awaited)
        {
            var answer = await AnswerAsync(exchange, rollup, call, subscriptions, cancellationToken);
            exchange.Answers[call] = answer;
        }
    }

    private void Route(RpcExchange exchange, Rollup rollup, int index, ref List<int>? forwarded, ref List<int>? awaited)
    {
        var call = exchange.Request.Calls[index];
        if (call.Fault is not null)
        {
            exchange.Answers[index] = RpcAnswer.Of(call.Fault);
            return;
        }
        switch (call.Kind)
        {
            case RpcMethod.SendRawTransaction:
                RouteTransaction(exchange, rollup, index, call);
                break;
            case RpcMethod.ChainId or RpcMethod.NetVersion or RpcMethod.ClientVersion:
                exchange.Answers[index] = OwnMethods.Constant(call.Kind, rollup.ChainId);
                break;
            case RpcMethod.Other or RpcMethod.GetTransactionCount or RpcMethod.GetTransactionByHash
                or RpcMethod.GetTransactionReceipt:
                if (Refuse(exchange, rollup, call) is { } refusal) exchange.Answers[index] = RpcAnswer.Of(refusal);
                else (forwarded ??= []).Add(index);
                break;
            default:
                (awaited ??= []).Add(index);
                break;
        }
    }

    private void RouteTransaction(RpcExchange exchange, Rollup rollup, int index, in RpcCall call)
    {
        if (!rollup.Record.IsActive)
        {
            exchange.Answers[index] = RpcAnswer.Of(RpcErrors.RollupLeft);
            return;
        }
        var parameters = new RpcParameters(exchange.Text(call.Parameters).Span);
        if (parameters.TryReadBytes(limits.MaxTransactionBytes, out var raw, out var tooLong))
        {
            exchange.AddSubmission(index, raw);
            return;
        }
        exchange.Answers[index] = RpcAnswer.Of(tooLong
            ? VerdictTexts.ErrorOf(Verdict.TooLarge)!
            : RpcErrors.InvalidParams("invalid argument 0: a 0x string of whole bytes is expected"));
    }

    private RpcError? Refuse(RpcExchange exchange, Rollup rollup, in RpcCall call)
    {
        if (call.Kind == RpcMethod.Other)
        {
            var name = Encoding.UTF8.GetString(exchange.Text(call.Method).Span);
            if (!proxied.IsAllowed(name)) return RpcErrors.MethodNotFound(name);
        }
        if (rollup.Node is null) return RpcErrors.NoNode;
        var parameters = exchange.Text(call.Parameters).Span;
        if (BlockTags.Names(parameters, "safe"u8)) return RpcErrors.BlockTag(Safe);
        return BlockTags.Names(parameters, "finalized"u8) ? RpcErrors.BlockTag(Finalized) : null;
    }

    private async Task ForwardAsync(
        RpcExchange exchange, Rollup rollup, List<int> calls, CancellationToken cancellationToken)
    {
        var forwarded = new NodeCall[calls.Count];
        for (var i = 0; i < forwarded.Length; i++)
        {
            var call = exchange.Request.Calls[calls[i]];
            forwarded[i] = new NodeCall(exchange.Text(call.Method), exchange.Text(call.Parameters));
        }
        var answers = await rollup.Node!.CallAsync(forwarded, cancellationToken);
        for (var i = 0; i < answers.Length; i++)
        {
            var kind = exchange.Request.Calls[calls[i]].Kind;
            var answer = await WithoutJournalAsync(overlay.CompleteAsync(
                rollup, kind, forwarded[i].Parameters, answers[i], cancellationToken));
            exchange.Answers[calls[i]] = answer;
        }
    }

    private async ValueTask<RpcAnswer> AnswerAsync(
        RpcExchange exchange, Rollup rollup, int index, IRpcSubscriptions? subscriptions,
        CancellationToken cancellationToken)
    {
        var call = exchange.Request.Calls[index];
        var parameters = exchange.Text(call.Parameters);
        return call.Kind switch
        {
            RpcMethod.Subscribe => subscriptions is null
                ? RpcAnswer.Of(RpcErrors.NoSubscriptions)
                : await subscriptions.SubscribeAsync(parameters, cancellationToken),
            RpcMethod.Unsubscribe => subscriptions is null
                ? RpcAnswer.Of(RpcErrors.NoSubscriptions)
                : await subscriptions.UnsubscribeAsync(parameters, cancellationToken),
            _ => await WithoutJournalAsync(own.AnswerAsync(call.Kind, rollup, parameters, exchange.Client, cancellationToken)),
        };
    }

    /// <summary>A database that is away fails the calls that need it, not the batch they came in.</summary>
    private static async ValueTask<RpcAnswer> WithoutJournalAsync(ValueTask<RpcAnswer> answer)
    {
        try
        {
            return await answer;
        }
        catch (Exception away) when (JournalStore.IsTransient(away))
        {
            return RpcAnswer.Of(RpcErrors.JournalAway);
        }
    }
}
