using System.Text.Json;
using SharedSequencer.Messages;
using SharedSequencer.Publisher.Drivers.EvmRpc;

namespace SharedSequencer.Publisher.Drivers.Reports;

/// <summary>Writes the outcomes of a rollup block as messages that fit any broker.</summary>
internal static class ExecutionReports
{
    /// <summary>
    /// Transactions per message: an entry is at most about 110 bytes and a reason of 256 characters, which JSON
    /// escapes to six bytes each at worst, so the bound holds for any text the node may give.
    /// </summary>
    private const int TransactionsPerMessage = MessageLimits.MaxPayloadBytes / (128 + (256 * 6)) - 1;

    private const int PlainPerMessage = MessageLimits.MaxPayloadBytes / 128 - 8;

    /// <summary>The messages as JSON; none for a block without transactions.</summary>
    public static IReadOnlyList<byte[]> Write(ulong rollupId, ulong number, BlockExecution execution)
    {
        var blockHash = execution.Head.Position.Hash.ToString();
        return
        [
            .. Chunks(execution.Outcomes).Select(chunk => JsonSerializer.SerializeToUtf8Bytes(
                new RollupExecuted(rollupId, number, blockHash, chunk), MeshJson.Options)),
        ];
    }

    private static IEnumerable<ExecutedTransaction[]> Chunks(IReadOnlyList<ExecutedTransaction> outcomes) =>
        outcomes.Any(outcome => outcome.Reason is not null)
            ? outcomes.Chunk(TransactionsPerMessage)
            : outcomes.Chunk(PlainPerMessage);
}
