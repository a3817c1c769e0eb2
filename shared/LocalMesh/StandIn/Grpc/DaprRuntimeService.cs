using Dapr.Client.Autogen.Grpc.v1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using SharedSequencer.StandIn.Hosting;

namespace SharedSequencer.StandIn.Grpc;

/// <summary>The gRPC side of one sidecar.</summary>
internal sealed class DaprRuntimeService(Sidecar sidecar) : DaprRuntimeBase
{
    public override Task<Empty> PublishEvent(PublishEventRequest request, ServerCallContext context)
    {
        CheckToken(context);
        sidecar.Publishing.Publish(request, context.RequestHeaders);
        return Task.FromResult(new Empty());
    }

    public override Task<BulkPublishResponse> BulkPublishEvent(BulkPublishRequest request, ServerCallContext context)
    {
        CheckToken(context);
        return Task.FromResult(sidecar.Publishing.Publish(request, context.RequestHeaders));
    }

    public override Task<BulkPublishResponse> BulkPublishEventAlpha1(BulkPublishRequest request, ServerCallContext context) =>
        BulkPublishEvent(request, context);

    public override Task<GetMetadataResponse> GetMetadata(GetMetadataRequest request, ServerCallContext context)
    {
        CheckToken(context);
        var response = new GetMetadataResponse { Id = sidecar.AppId, RuntimeVersion = SidecarMetadata.RuntimeVersion };
        foreach (var type in sidecar.Actors.Types.Keys)
        {
            response.ActorRuntime ??= new ActorRuntime();
            response.ActorRuntime.ActiveActors.Add(
                new ActiveActorsCount { Type = type, Count = sidecar.Actors.CountActive(type) });
        }
        return Task.FromResult(response);
    }

    public override Task<Empty> Shutdown(ShutdownRequest request, ServerCallContext context)
    {
        CheckToken(context);
        sidecar.RequestShutdown();
        return Task.FromResult(new Empty());
    }

    private void CheckToken(ServerCallContext context)
    {
        if (!sidecar.Accepts(context.RequestHeaders.GetValue("dapr-api-token")))
            throw new RpcException(new Status(StatusCode.Unauthenticated, "invalid api token"));
    }
}
