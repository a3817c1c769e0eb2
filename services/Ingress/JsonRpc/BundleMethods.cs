using System.Net;
using System.Text.Json;
using SharedSequencer.Ingress.Bundles;
using SharedSequencer.Ingress.Journal;
using SharedSequencer.Messages;

namespace SharedSequencer.Ingress.JsonRpc;

/// <summary>The methods about bundles. A bundle names its rollups, so they are the same under every chain id.</summary>
internal sealed class BundleMethods(
    BundleParser parser, BundleIntake intake, OrderIntake orders, BundleReader reader, BundleFollowing following,
    BundleViews views, BundleProofs proofs)
{
    public async ValueTask<RpcAnswer> AnswerAsync(
        RpcMethod method, ReadOnlyMemory<byte> parameters, IPAddress? client, CancellationToken cancellationToken) => method switch
    {
        RpcMethod.SequencerSendBundle => await SendAsync(parameters, client, cancellationToken),
        RpcMethod.SequencerCancelBundle => await CancelAsync(parameters, client, cancellationToken),
        RpcMethod.SequencerGetBundle => await FindAsync(parameters, cancellationToken),
        _ => await ProveAsync(parameters, cancellationToken),
    };

    private async Task<RpcAnswer> SendAsync(
        ReadOnlyMemory<byte> parameters, IPAddress? client, CancellationToken cancellationToken)
    {
        if (ReadObject(parameters.Span, out var json, out var timeout) is { } error) return RpcAnswer.Of(error);
        if (!parser.ParseBundle(json.Span).TryGet(out var bundle, out var problem)) return BundleAnswers.Of(problem);
        if (!(await intake.SubmitAsync(bundle, key: null, cancellationToken)).TryGet(out var taken, out problem))
            return BundleAnswers.Of(problem);
        var waited = await following.WaitAsync(taken, following.LimitOf(timeout), client, cancellationToken);
        return Json(views.Of(waited.Value ?? taken));
    }

    private async Task<RpcAnswer> CancelAsync(
        ReadOnlyMemory<byte> parameters, IPAddress? client, CancellationToken cancellationToken)
    {
        if (ReadObject(parameters.Span, out var json, out var timeout) is { } error) return RpcAnswer.Of(error);
        if (!parser.ParseCancel(json.Span).TryGet(out var cancel, out var problem)) return BundleAnswers.Of(problem);
        if (!(await orders.CancelAsync(cancel, named: null, cancellationToken)).TryGet(out var taken, out problem))
            return BundleAnswers.Of(problem);
        var waited = await following.WaitAsync(taken, following.LimitOf(timeout), client, cancellationToken);
        return Json(waited.Value ?? CancelView.Received(taken));
    }

    private async Task<RpcAnswer> FindAsync(ReadOnlyMemory<byte> parameters, CancellationToken cancellationToken)
    {
        var values = new RpcParameters(parameters.Span);
        if (!values.TryReadHash(out var name)) return BundleAnswers.Of(BundleProblems.MalformedHash);
        return await reader.FindAsync(name, cancellationToken) is { } found ? Json(views.Of(found)) : RpcAnswer.Null;
    }

    /// <summary>What is unknown or not final has no proof yet, which is no error.</summary>
    private async Task<RpcAnswer> ProveAsync(ReadOnlyMemory<byte> parameters, CancellationToken cancellationToken)
    {
        var values = new RpcParameters(parameters.Span);
        if (!values.TryReadHash(out var name)) return BundleAnswers.Of(BundleProblems.MalformedHash);
        var proof = await proofs.ReadAsync(name, cancellationToken);
        if (proof.TryGet(out var json, out var problem)) return RpcAnswer.Of(json);
        return problem == BundleProblems.PublisherAway ? BundleAnswers.Of(problem) : RpcAnswer.Null;
    }

    private static RpcError? ReadObject(ReadOnlySpan<byte> parameters, out ReadOnlyMemory<byte> json, out ulong timeout)
    {
        timeout = 0;
        var values = new RpcParameters(parameters);
        if (!values.TryReadObject(StrictJson.MaxBytes, out json))
            return RpcErrors.InvalidParams("invalid argument 0: an object is expected, no larger than a bundle may be");
        if (!values.TryReadOptionalCount(out var milliseconds))
            return RpcErrors.InvalidParams("invalid argument 1: a timeout in milliseconds is expected");
        timeout = milliseconds ?? 0;
        return null;
    }

    private static RpcAnswer Json<T>(T value) => RpcAnswer.Of(JsonSerializer.SerializeToUtf8Bytes(value, MeshJson.Options));
}
