using System.Text.Json.Serialization;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ordering.Blocks;

/// <summary>A registered rollup as the final chain knows it; numbers are decimal strings.</summary>
[JsonNumberHandling(JsonNumberHandling.WriteAsString)]
internal sealed record RollupAnswer(
    ulong RollupId, ulong ChainId, string Owner, ulong Nonce, string Status, ulong Number, string Hash)
{
    public static RollupAnswer Of(RollupRecord record) => new(
        record.Rollup.Value,
        record.ChainId,
        record.Owner.ToString(),
        record.Nonce,
        record.Head.Status.ToString(),
        record.Head.Number,
        record.Head.Hash.ToString());
}
