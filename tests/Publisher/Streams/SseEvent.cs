using System.Text.Json;

namespace SharedSequencer.Publisher.Tests.Streams;

/// <summary>One event of a stream.</summary>
internal sealed record SseEvent(ulong Id, string Name, JsonElement Data);
