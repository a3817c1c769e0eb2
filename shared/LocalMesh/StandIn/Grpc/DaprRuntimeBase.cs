using Dapr.Client.Autogen.Grpc.v1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace SharedSequencer.StandIn.Grpc;

/// <summary>
/// The methods of <c>dapr.proto.runtime.v1.Dapr</c> that the stand-in answers. The package has no server base class;
/// gRPC finds the binder through the attribute, which has to sit on a base type. Every other method is Unimplemented.
/// </summary>
[BindServiceMethod(typeof(DaprRuntimeBinder), nameof(DaprRuntimeBinder.BindService))]
internal abstract class DaprRuntimeBase
{
    public abstract Task<Empty> PublishEvent(PublishEventRequest request, ServerCallContext context);

    public abstract Task<BulkPublishResponse> BulkPublishEvent(BulkPublishRequest request, ServerCallContext context);

    public abstract Task<BulkPublishResponse> BulkPublishEventAlpha1(BulkPublishRequest request, ServerCallContext context);

    public abstract Task<GetMetadataResponse> GetMetadata(GetMetadataRequest request, ServerCallContext context);

    public abstract Task<Empty> Shutdown(ShutdownRequest request, ServerCallContext context);
}
