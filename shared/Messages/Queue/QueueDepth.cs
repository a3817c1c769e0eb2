using System.Text.Json.Serialization;

namespace SharedSequencer.Messages;

/// <summary>What waits in a lane's queue, and how far it has followed the chain.</summary>
/// <param name="Height">Height of the last notice applied; a decimal string on the wire.</param>
/// <param name="Batches">Batches that wait for their order.</param>
/// <param name="Bytes">Sum of their encoded sizes in bytes; a decimal string on the wire.</param>
[JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)]
public sealed record QueueDepth(ulong Height, int Batches, long Bytes);
