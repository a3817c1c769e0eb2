using System.Text.Json.Serialization;

namespace SharedSequencer.Messages;

/// <summary>The newest final block that ordering knows.</summary>
/// <param name="Height">Its height, 0 before the first block; a decimal string on the wire.</param>
/// <param name="Hash">Hash of its header, 0x hex.</param>
/// <param name="Timestamp">Its chain time in milliseconds; a decimal string on the wire.</param>
[JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)]
public sealed record ChainHead(ulong Height, string Hash, ulong Timestamp);
