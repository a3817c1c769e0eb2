using System.Text.Json.Serialization;

namespace SharedSequencer.Ordering.Queue;

/// <summary>
/// How far the chain has come with one ingress's line of batches. Because a line keeps its order (R4, R6),
/// everything with a sequence up to this is ordered or expired.
/// </summary>
[JsonNumberHandling(JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.WriteAsString)]
internal sealed record OrderedMark(ulong Sequence, string Digest);
