using System.Globalization;
using SharedSequencer.Ingress.Journal;
using SharedSequencer.Ingress.Rollups;
using SharedSequencer.Messages;
using SharedSequencer.Primitives;

namespace SharedSequencer.Ingress.Status;

/// <summary>Puts together what the journal, the chain and the publisher know of a transaction.</summary>
internal sealed class TransactionStatusReader(JournalReader journal, PublisherClient publisher)
{
    /// <summary>A step that is passed on the way; not one a transaction is found at here.</summary>
    private const string Certified = "Certified";

    /// <summary>For the chain it was sent to; null when this ingress never took it for that rollup.</summary>
    public async Task<TransactionStatus?> ReadAsync(Rollup rollup, Hash256 hash, CancellationToken cancellationToken)
    {
        var found = await journal.FindAsync(hash, cancellationToken);
        return found?.Name.Lane == rollup.Lane.Lane ? await CompleteAsync(found, rollup, cancellationToken) : null;
    }

    /// <summary>For any lane, operations included.</summary>
    public async Task<TransactionStatus?> ReadAsync(
        RollupDirectory rollups, Hash256 hash, CancellationToken cancellationToken)
    {
        if (await journal.FindAsync(hash, cancellationToken) is not { } found) return null;
        return await CompleteAsync(found, rollups.Find(found.Name.Lane), cancellationToken);
    }

    private async Task<TransactionStatus> CompleteAsync(
        JournaledTransaction found, Rollup? rollup, CancellationToken cancellationToken)
    {
        var place = found.Step == LadderStep.SoftCommitted && rollup is not null
            ? await publisher.FindPlaceAsync(rollup.Record.Rollup, found.Name.Hash, cancellationToken)
            : null;
        return Describe(found, rollup, place);
    }

    private static TransactionStatus Describe(JournaledTransaction found, Rollup? rollup, TransactionPlace? place) => new()
    {
        Hash = found.Name.Hash.ToString(),
        RollupId = found.Name.Lane.ToString(),
        ChainId = rollup?.ChainId.ToString(CultureInfo.InvariantCulture),
        Status = found.Step.ToString(),
        From = found.Raw.IsEmpty ? null : found.Sender.ToString(),
        Nonce = found.Raw.IsEmpty ? null : Text(found.Nonce),
        Position = found.Position == 0 ? null : Text((ulong)found.Position),
        Steps = StepsOf(found),
        Reason = found.Refusal?.Reason,
        BatchDigest = found.Batch?.Digest.ToString(),
        Height = Text(found.Batch?.Height),
        RollupBlockNumber = Text(place?.Number),
        Index = place?.Index.ToString(CultureInfo.InvariantCulture),
        Execution = ExecutionOf(found, rollup)?.ToString(),
        ExecutionReason = found.Execution?.Reason,
    };

    private static List<StatusStep> StepsOf(JournaledTransaction found)
    {
        var steps = new List<StatusStep>();
        if (found.ReceivedMilliseconds != 0)
        {
            var first = found.Position == 0 ? LadderStep.Held : LadderStep.Received;
            steps.Add(new StatusStep(first.ToString(), Text((ulong)found.ReceivedMilliseconds)!));
        }
        if (Text(found.Batch?.CertifiedMilliseconds) is { } certified) steps.Add(new StatusStep(Certified, certified));
        if (Text(found.Batch?.BlockMilliseconds) is { } final)
            steps.Add(new StatusStep(nameof(LadderStep.SoftCommitted), final));
        if (found.Refusal is { } refusal)
            steps.Add(new StatusStep(refusal.Exit.ToString(), Text((ulong)refusal.AtMilliseconds)!));
        return steps;
    }

    /// <summary>Only what went wrong is recorded; the rest of what the rollup has passed was executed.</summary>
    private static ExecutionOutcome? ExecutionOf(JournaledTransaction found, Rollup? rollup)
    {
        if (found.Execution is { } recorded) return recorded.Outcome;
        var isPassed = found.Refusal is null && found.Position > 0 && found.Position <= rollup?.Lane.ExecutedThrough;
        return isPassed ? ExecutionOutcome.Executed : null;
    }

    private static string? Text(ulong? value) => value?.ToString(CultureInfo.InvariantCulture);
}
