using System.Text.Json.Serialization;

namespace SharedSequencer.Ordering.Queue;

/// <summary>
/// What is stored beside the segments. It says where they are and how far the chain has come, and nothing
/// that can be counted from them: a stale write of a former owner may replace any one key at any time.
/// </summary>
[JsonNumberHandling(JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.WriteAsString)]
internal sealed record QueueHead
{
    /// <summary>The network the entries belong to; state of another network is void.</summary>
    public required string Network { get; init; }

    /// <summary>Lowest segment number that may hold entries.</summary>
    public required ulong FirstSegment { get; init; }

    /// <summary>Highest segment number that may hold entries.</summary>
    public required ulong LastSegment { get; init; }

    /// <summary>Height of the last block this queue was told of; 0 before the first.</summary>
    public required ulong Height { get; init; }

    /// <summary>The last ordered batch of each ingress, by ingress address.</summary>
    public required IReadOnlyDictionary<string, OrderedMark> Ordered { get; init; }
}
