using System.Text.Json.Serialization;

namespace SharedSequencer.Messages;

/// <summary>
/// What one final block means for one lane. Sent for every block that orders something in the lane or changes its
/// registration, in ascending height, and again until answered. Numbers are decimal strings on the wire.
/// </summary>
[JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)]
public sealed record OrderedNotice
{
    /// <summary>Height of the block.</summary>
    public required ulong Height { get; init; }

    /// <summary>Chain time of the block in milliseconds; what expired before it is dropped from the queue.</summary>
    public required ulong Timestamp { get; init; }

    /// <summary>Number of the lane's rollup block after this block; 0 before its first and for lane 0.</summary>
    public required ulong Number { get; init; }

    /// <summary>Hash of that rollup block, 0x hex; zero when <see cref="Number"/> is 0.</summary>
    public required string Hash { get; init; }

    /// <summary>Batches of this lane in the block, in their order; may be empty.</summary>
    public required IReadOnlyList<OrderedBatch> Batches { get; init; }

    /// <summary>Whether the lane takes batches after this block.</summary>
    public required bool Active { get; init; }

    /// <summary>The lane's quota after this block.</summary>
    public required QueueQuota Quota { get; init; }
}
