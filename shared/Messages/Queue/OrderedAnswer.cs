using System.Text.Json.Serialization;

namespace SharedSequencer.Messages;

/// <summary>How far the queue has followed the chain after a notice.</summary>
/// <param name="Height">Height of the last notice applied; a decimal string on the wire.</param>
/// <param name="Depth">Batches that still wait.</param>
[JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)]
public sealed record OrderedAnswer(ulong Height, int Depth);
