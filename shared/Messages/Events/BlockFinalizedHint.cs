using System.Text.Json.Serialization;

namespace SharedSequencer.Messages;

/// <summary>
/// Says that a block is final. Only a hint: a reader keeps its own last height and fetches what is missing from
/// ordering, on a hint, at start and on a timer, and verifies what it fetched. It may be lost, repeated or late.
/// </summary>
/// <param name="Height">Height of the block; a decimal string on the wire.</param>
/// <param name="Hash">Hash of the block header, 0x and 64 lower-case hex digits.</param>
[JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)]
public sealed record BlockFinalizedHint(ulong Height, string Hash);
