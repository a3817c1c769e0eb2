using System.Text.Json.Serialization;

namespace SharedSequencer.Messages;

/// <summary>How far the archive has come.</summary>
/// <param name="Height">The archive holds every block up to this; a decimal string on the wire.</param>
[JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)]
public sealed record ArchivedHeight(ulong Height);
