using System.Buffers;
using Grpc.Core;

namespace SharedSequencer.Ordering.Peers;

/// <summary>
/// The one gRPC method between validators: a stream of frames from who dials. Frames carry the messages' own
/// encoding, so that there is one wire format and one decoder, and no code is generated.
/// </summary>
internal static class PeerMethod
{
    public const string Service = "sharedsequencer.peers.v1.Peers";
    public const string Name = "Talk";
    public const string Path = $"/{Service}/{Name}";

    /// <summary>Frames in; nothing of meaning out.</summary>
    public static readonly Method<PeerFrame, PeerFrame> Talk = new(
        MethodType.ClientStreaming, Service, Name, Frames(), Frames());

    private static Marshaller<PeerFrame> Frames() => Marshallers.Create(
        (PeerFrame frame, SerializationContext context) =>
        {
            context.SetPayloadLength(frame.Bytes);
            var writer = context.GetBufferWriter();
            foreach (var message in frame.Messages)
            {
                writer.Write(message.Span);
            }

            context.Complete();
        },
        context => new PeerFrame([context.PayloadAsReadOnlySequence().ToArray()]));
}
