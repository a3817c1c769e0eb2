using System.Text.Json.Serialization;

namespace SharedSequencer.Messages;

/// <summary>
/// How far the final chain has come with one lane. A later notice includes every earlier one, so what could not be
/// delivered is replaced by the next and not queued. Sent again until answered.
/// </summary>
[JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)]
public sealed record OrderedNotice
{
    /// <summary>The network, 0x hex: a queue with state of another network starts anew.</summary>
    public required string Network { get; init; }

    /// <summary>Height of the last block that ordered something in the lane.</summary>
    public required ulong Height { get; init; }

    /// <summary>Hash of that block's header, 0x hex.</summary>
    public required string BlockHash { get; init; }

    /// <summary>Chain time of that block in milliseconds; what expired before it is dropped from the queue.</summary>
    public required ulong Timestamp { get; init; }

    /// <summary>
    /// The last ordered batch of each ingress. What the same ingress sent before it is ordered or expired,
    /// because the batches of one ingress and lane keep their order.
    /// </summary>
    public required IReadOnlyList<OrderedBatch> Last { get; init; }
}
