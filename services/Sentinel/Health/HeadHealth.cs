namespace SharedSequencer.Sentinel.Health;

/// <summary>The newest final block. Numbers are decimal strings, as everywhere outside.</summary>
/// <param name="Height">Its height.</param>
/// <param name="Hash">Hash of its header.</param>
/// <param name="Timestamp">Its chain time in milliseconds.</param>
/// <param name="AgeMs">Its age by the sentinel's clock, in milliseconds.</param>
internal sealed record HeadHealth(string Height, string Hash, string Timestamp, long AgeMs);
