using System.Text.Json.Serialization;
using SharedSequencer.Messages;

namespace SharedSequencer.Ordering.Queue;

/// <summary>
/// A batch that waits for its place in the chain: what admission needs of it, never the body.
/// </summary>
[JsonNumberHandling(JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.WriteAsString)]
internal sealed record QueueEntry
{
    public required string Digest { get; init; }
    public required string Ingress { get; init; }
    public required ulong Sequence { get; init; }

    /// <summary>Encoded size in bytes.</summary>
    public required int Size { get; init; }

    /// <summary>Chain time in milliseconds after which the batch can no longer be ordered.</summary>
    public required ulong NotAfter { get; init; }

    public static QueueEntry Of(AdmitRequest request) => new()
    {
        Digest = request.Digest,
        Ingress = request.Ingress,
        Sequence = request.Sequence,
        Size = request.Size,
        NotAfter = request.NotAfter,
    };
}
