using SharedSequencer.Ingress.Journal;
using SharedSequencer.Ingress.Lanes;
using SharedSequencer.Messages;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ingress.Chain;

/// <summary>
/// Takes the publisher's reports of what a rollup executed: remembers how far it came, and what was reverted or
/// skipped. Reports may repeat and may be lost; a later one covers the earlier ones' progress.
/// </summary>
internal sealed class ExecutionReports(LaneDirectory lanes, JournalReader reader, JournalWriter journal)
{
    public async Task TakeAsync(RollupExecuted report, CancellationToken cancellationToken)
    {
        if (lanes.Find(new Lane(report.RollupId)) is not { } lane) return;
        var hashes = new List<Hash256>(report.Transactions.Count);
        var skipped = new List<Hash256>();
        foreach (var transaction in report.Transactions)
        {
            if (!Hash256.TryParse(transaction.Hash, out var hash)) continue;
            hashes.Add(hash);
            if (transaction.Outcome == ExecutionOutcome.Skipped) skipped.Add(hash);
            if (transaction.Outcome != ExecutionOutcome.Executed) Record(lane.Lane, hash, transaction);
        }
        if (hashes.Count == 0) return;
        lane.ExecutedLegs(hashes, skipped);
        var position = await reader.HighestPositionAsync(lane.Lane, hashes, cancellationToken);
        if (position is not { } highest) return;
        var through = lane.Executed(highest);
        if (through > 0)
            _ = journal.Append((lane.Lane, through), static (group, mark) => group.ExecutionMarks[mark.Lane] = mark.through);
    }

    private void Record(Lane lane, Hash256 hash, ExecutedTransaction transaction)
    {
        _ = journal.Append(
            new ExecutionRecord(
                new TransactionName(lane, hash), transaction.Outcome, ReasonText.Storable(transaction.Reason)),
            static (group, record) => group.Executions.Add(record));
    }
}
