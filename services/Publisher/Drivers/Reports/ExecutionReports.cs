using System.Text.Json;
using SharedSequencer.Messages;
using SharedSequencer.Publisher.Drivers.EvmRpc;

namespace SharedSequencer.Publisher.Drivers.Reports;

/// <summary>Writes the outcomes of a rollup block as messages that fit any broker.</summary>
internal static class ExecutionReports
{
    /// <summary>Bytes of the members around the list, generously.</summary>
    private const int FrameBytes = 512;

    /// <summary>Bytes of an entry without its reason: hash, longest outcome, member names.</summary>
    private const int EntryBytes = 128;

    /// <summary>JSON escapes a UTF-16 unit to six bytes at worst.</summary>
    private const int BytesPerCharacter = 6;

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

    private static IEnumerable<IReadOnlyList<ExecutedTransaction>> Chunks(
        IReadOnlyList<ExecutedTransaction> outcomes)
    {
        var chunk = new List<ExecutedTransaction>();
        var room = MessageLimits.MaxPayloadBytes - FrameBytes;
        foreach (var outcome in outcomes)
        {
            var size = EntryBytes + ((outcome.Reason?.Length ?? 0) * BytesPerCharacter);
            if (size > room && chunk.Count > 0)
            {
                yield return chunk;
                chunk = [];
                room = MessageLimits.MaxPayloadBytes - FrameBytes;
            }

            chunk.Add(outcome);
            room -= size;
        }

        if (chunk.Count > 0) yield return chunk;
    }
}
