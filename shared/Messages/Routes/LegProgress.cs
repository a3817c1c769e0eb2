using System.Text.Json.Serialization;

namespace SharedSequencer.Messages;

/// <summary>How far a leg has come. Numbers are decimal strings on the wire.</summary>
/// <param name="RollupId">Its rollup.</param>
/// <param name="Number">Number of the rollup block that holds it; null before.</param>
/// <param name="RollupBlock">Hash of that rollup block, 0x hex; null before.</param>
/// <param name="Reported">Execution mode: whether its reporter said it succeeded; null before.</param>
/// <param name="Executed">Whether all its transactions ran without revert, as its node said; null before.</param>
[JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)]
public sealed record LegProgress(ulong RollupId, ulong? Number, string? RollupBlock, bool? Reported, bool? Executed);
