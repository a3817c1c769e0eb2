using System.Text.Json.Serialization;

namespace SharedSequencer.Messages;

/// <summary>A lane's queue at a glance. Numbers are decimal strings on the wire.</summary>
[JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)]
public sealed record QueueStatus
{
    /// <summary>Rollup id, or 0 for the cross-rollup lane.</summary>
    public required ulong Lane { get; init; }

    /// <summary>Whether it takes batches.</summary>
    public required bool Active { get; init; }

    /// <summary>Batches that wait for their order.</summary>
    public required int Depth { get; init; }

    /// <summary>Sum of their encoded sizes in bytes.</summary>
    public required int Bytes { get; init; }

    /// <summary>Height of the last notice applied.</summary>
    public required ulong Height { get; init; }

    /// <summary>Number of the lane's rollup block at that height; 0 before the first.</summary>
    public required ulong Number { get; init; }

    /// <summary>Room of each ingress in it.</summary>
    public required QueueQuota Quota { get; init; }
}
