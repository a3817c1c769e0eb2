using System.Text.Json.Serialization;

namespace SharedSequencer.Messages;

/// <summary>
/// What a rollup's node did with the transactions of one rollup block. A block with many transactions is reported
/// in several messages, each below <see cref="MessageLimits.MaxPayloadBytes"/>, so a message names only some of
/// them. May be repeated; a later report of the same transaction replaces the earlier one (the node reorganised).
/// </summary>
/// <param name="RollupId">The rollup; a decimal string on the wire.</param>
/// <param name="Number">Number of the rollup block; a decimal string on the wire.</param>
/// <param name="BlockHash">Hash of the block that the node sealed for it, 0x hex.</param>
/// <param name="Transactions">Transactions in the order of the rollup block.</param>
[JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)]
public sealed record RollupExecuted(
    ulong RollupId, ulong Number, string BlockHash, IReadOnlyList<ExecutedTransaction> Transactions);
