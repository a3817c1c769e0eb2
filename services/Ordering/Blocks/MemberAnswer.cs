using System.Text.Json.Serialization;

namespace SharedSequencer.Ordering.Blocks;

/// <summary>A member of the committee.</summary>
[JsonNumberHandling(JsonNumberHandling.WriteAsString)]
internal sealed record MemberAnswer(string Address, ulong Weight);
