using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using SharedSequencer.Ingress.Nodes;
using SharedSequencer.Ingress.Receipts;
using SharedSequencer.Ingress.Rollups;
using SharedSequencer.Ingress.Status;
using SharedSequencer.Messages;
using SharedSequencer.Primitives;

namespace SharedSequencer.Ingress.JsonRpc;

/// <summary>The methods that the ingress answers by itself, one at a time.</summary>
internal sealed class OwnMethods(
    TransactionStatusReader status, ReceiptIssuer receipts, PublisherClient publisher, SyncSender sync,
    BundleMethods bundles)
{
    private static readonly byte[] Version = Encoding.ASCII.GetBytes("\"SharedSequencer/0.1.0\"");

    public static RpcAnswer Constant(RpcMethod method, ulong chainId) => method switch
    {
        RpcMethod.ChainId => RpcAnswer.Of(Quantity.ToJson(chainId)),
        RpcMethod.NetVersion => RpcAnswer.Of(
            Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"\"{chainId}\""))),
        _ => RpcAnswer.Of(Version),
    };

    public async ValueTask<RpcAnswer> AnswerAsync(
        RpcMethod method, Rollup rollup, ReadOnlyMemory<byte> parameters, IPAddress? client, CancellationToken cancellationToken)
    {
        if (method == RpcMethod.SendRawTransactionSync)
            return await sync.SendAsync(rollup, parameters, cancellationToken);
        if (method is RpcMethod.SequencerSendBundle or RpcMethod.SequencerCancelBundle or RpcMethod.SequencerGetBundle
            or RpcMethod.SequencerGetOutcomeProof)
        {
            return await bundles.AnswerAsync(method, parameters, client, cancellationToken);
        }
        if (!TryReadHash(parameters.Span, out var hash))
            return RpcAnswer.Of(RpcErrors.InvalidParams("invalid argument 0: a 32-byte hash is expected"));
        return method switch
        {
            RpcMethod.SequencerGetTransaction => Json(await status.ReadAsync(rollup, hash, cancellationToken)),
            RpcMethod.SequencerGetReceipt => Json(await receipts.IssueAsync(hash, cancellationToken)),
            RpcMethod.SequencerGetInclusionProof => await ProofAsync(rollup, hash, cancellationToken),
            _ => RpcAnswer.Of(RpcErrors.Internal),
        };
    }

    private async ValueTask<RpcAnswer> ProofAsync(Rollup rollup, Hash256 hash, CancellationToken cancellationToken)
    {
        var proof = await publisher.ReadProofAsync(rollup.Record.Rollup, hash, cancellationToken);
        return proof.IsAvailable
            ? RpcAnswer.Of(proof.Json)
            : RpcAnswer.Of(new RpcError(RpcErrors.UnavailableCode, "the publisher does not answer"));
    }

    private static RpcAnswer Json<T>(T? value)
        where T : class =>
        value is null ? RpcAnswer.Null : RpcAnswer.Of(JsonSerializer.SerializeToUtf8Bytes(value, MeshJson.Options));

    private static bool TryReadHash(ReadOnlySpan<byte> parameters, out Hash256 hash)
    {
        var reader = new RpcParameters(parameters);
        return reader.TryReadHash(out hash);
    }
}
