using Google.Protobuf;
using Grpc.Core;
using SharedSequencer.Messages.Streams;
using SharedSequencer.Protocol;

namespace SharedSequencer.Client.Tests;

/// <summary>The gRPC stream, replaying a log; each subscription ends after so many rollup blocks.</summary>
internal sealed class ReplayStream(IReadOnlyList<RollupBlockProof> log, int perSubscription)
    : RollupStream.RollupStreamBase
{
    public override async Task Subscribe(
        SubscribeRequest request, IServerStreamWriter<RollupBlockMessage> responseStream, ServerCallContext context)
    {
        await responseStream.WriteAsync(
            new RollupBlockMessage { Number = request.From - 1, Heartbeat = new Heartbeat() });
        foreach (var proof in log.Skip((int)request.From - 1).Take(perSubscription))
        {
            await responseStream.WriteAsync(new RollupBlockMessage
            {
                Number = proof.RollupBlock.Header.Number,
                Proof = ByteString.CopyFrom(proof.Encode()),
            });
        }

        throw new Grpc.Core.RpcException(new Status(StatusCode.Unavailable, "restart"));
    }
}
