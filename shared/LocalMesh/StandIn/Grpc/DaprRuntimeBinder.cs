using Dapr.Client.Autogen.Grpc.v1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using SharedSequencer.StandIn.Http;

namespace SharedSequencer.StandIn.Grpc;

/// <summary>Binds the methods of <see cref="DaprRuntimeBase"/> under daprd's service name.</summary>
internal static class DaprRuntimeBinder
{
    private const string Service = "dapr.proto.runtime.v1.Dapr";

    public static void BindService(ServiceBinderBase binder, DaprRuntimeBase? service)
    {
        binder.AddMethod(Unary(nameof(DaprRuntimeBase.PublishEvent), PublishEventRequest.Parser, Empty.Parser),
            service is null ? null : service.PublishEvent);
        binder.AddMethod(Unary(nameof(DaprRuntimeBase.BulkPublishEvent), BulkPublishRequest.Parser, BulkPublishResponse.Parser),
            service is null ? null : service.BulkPublishEvent);
        binder.AddMethod(
            Unary(nameof(DaprRuntimeBase.BulkPublishEventAlpha1), BulkPublishRequest.Parser, BulkPublishResponse.Parser),
            service is null ? null : service.BulkPublishEventAlpha1);
        binder.AddMethod(Unary(nameof(DaprRuntimeBase.GetMetadata), GetMetadataRequest.Parser, GetMetadataResponse.Parser),
            service is null ? null : service.GetMetadata);
        binder.AddMethod(Unary(nameof(DaprRuntimeBase.Shutdown), ShutdownRequest.Parser, Empty.Parser),
            service is null ? null : service.Shutdown);
    }

    private static Method<TRequest, TResponse> Unary<TRequest, TResponse>(
        string name, MessageParser<TRequest> requests, MessageParser<TResponse> responses)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse> =>
        new(MethodType.Unary, Service, name, Marshal(requests), Marshal(responses));

    private static Marshaller<T> Marshal<T>(MessageParser<T> parser) where T : class, IMessage<T> =>
        Marshallers.Create<T>(Serialize, context => Deserialize(parser, context));

    private static void Serialize<T>(T message, SerializationContext context) where T : IMessage<T>
    {
        context.SetPayloadLength(message.CalculateSize());
        message.WriteTo(context.GetBufferWriter());
        context.Complete();
    }

    // The limit is checked here and not by the server, because daprd's text is part of what callers see.
    private static T Deserialize<T>(MessageParser<T> parser, DeserializationContext context) where T : IMessage<T>
    {
        if (context.PayloadLength > CallBody.MaxBytes)
        {
            throw new RpcException(new Status(
                StatusCode.ResourceExhausted,
                $"grpc: received message larger than max ({context.PayloadLength} vs. {CallBody.MaxBytes})"));
        }
        return parser.ParseFrom(context.PayloadAsReadOnlySequence());
    }
}
