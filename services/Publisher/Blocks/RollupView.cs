using System.Text.Json.Serialization;
using SharedSequencer.Protocol;

namespace SharedSequencer.Publisher.Blocks;

/// <summary>A rollup as the archive's head shows it. Numbers are decimal strings.</summary>
/// <param name="RollupId">Its id.</param>
/// <param name="ChainId">Its EIP-155 chain id.</param>
/// <param name="Status">Whether its transactions are ordered.</param>
/// <param name="Number">Number of its newest block; 0 when there is none.</param>
/// <param name="Hash">Hash of that block.</param>
[JsonNumberHandling(JsonNumberHandling.WriteAsString)]
internal sealed record RollupView(ulong RollupId, ulong ChainId, string Status, ulong Number, string Hash)
{
    public static RollupView Of(RollupRecord record) => new(
        record.Rollup.Value,
        record.ChainId,
        record.Head.Status.ToString(),
        record.Head.Number,
        record.Head.Hash.ToString());
}
