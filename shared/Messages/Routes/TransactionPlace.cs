using System.Text.Json.Serialization;

namespace SharedSequencer.Messages;

/// <summary>Where the final chain placed a transaction. Numbers are decimal strings on the wire.</summary>
/// <param name="Height">Height of the block.</param>
/// <param name="Number">Number of the rollup block.</param>
/// <param name="Index">Place within the rollup block, from 0.</param>
/// <param name="Timestamp">Chain time of the block in milliseconds.</param>
[JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)]
public sealed record TransactionPlace(ulong Height, ulong Number, int Index, ulong Timestamp);
