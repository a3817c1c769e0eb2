using SharedSequencer.Ingress.Journal;
using SharedSequencer.Ingress.Lanes;
using SharedSequencer.Ingress.Rollups;
using SharedSequencer.Ingress.Transactions;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ingress.Bundles;

/// <summary>
/// The way of bundles into the journal. Who signs it is asked first, so that all that costs more is at the expense of the
/// submitter: rate, room, transactions, advice, entry. What was taken before is answered as it stands, whatever time it is.
/// </summary>
internal sealed class BundleIntake(
    BundleScreen screen, ItemQuotas quotas, IdempotencyKeys keys, BundleReader reader, BundleAdvice advice,
    ItemEntries entries, RollupDirectory rollups)
{
    /// <summary>The bundle as it stands once it is durable.</summary>
    public async Task<Attempt<JournaledBundle>> SubmitAsync(Bundle bundle, string? key, CancellationToken cancellationToken)
    {
        var attempt = await TakeWithKeyAsync(bundle, key, cancellationToken);
        Telemetry.BundleJudged(attempt.Problem?.Code ?? "taken");
        return attempt;
    }

    private async Task<Attempt<JournaledBundle>> TakeWithKeyAsync(
        Bundle bundle, string? key, CancellationToken cancellationToken)
    {
        if (key is not null && !IdempotencyKeys.IsWellFormed(key)) return BundleProblems.BadKey;
        var submitter = bundle.Terms.Submitter;
        if ((screen.CheckSubmitter(bundle) ?? quotas.TakeOfSubmitter(submitter)) is { } problem) return problem;
        KeyedBundle? claim = key is null ? null : new KeyedBundle(new IdempotencyKey(submitter, key), bundle.Id);
        if (!await keys.TryClaimAsync(claim, cancellationToken)) return BundleProblems.KeyReused;
        try
        {
            return await TakeAsync(bundle, claim, cancellationToken);
        }
        finally
        {
            keys.Release(claim);
        }
    }

    private async Task<Attempt<JournaledBundle>> TakeAsync(
        Bundle bundle, KeyedBundle? claim, CancellationToken cancellationToken)
    {
        // What was ordered in vain may come again, with the attestations of now or the very same bytes.
        var known = await reader.FindAsync(bundle.Id, cancellationToken);
        if (known is not null and not { Status: BundleStatus.Dropped })
            return await keys.KeepAsync(claim, cancellationToken) ? known : BundleProblems.JournalAway;
        if (screen.CheckTime(bundle.Terms.NotAfter) is { } problem) return problem;
        var reserved = LargestItemOf(bundle);
        var submitter = bundle.Terms.Submitter;
        if (!rollups.SharedLane.TryReserveItem(submitter, reserved, out var refusal)) return BundleProblems.Of(refusal);
        LegTransaction[]? legs;
        Attempt<BundleItem.Submit> completed;
        try
        {
            completed = screen.CheckLegs(bundle).TryGet(out legs, out var badLeg)
                ? await advice.CompleteAsync(bundle, cancellationToken)
                : badLeg;
        }
        catch
        {
            rollups.SharedLane.ReleaseItem(submitter, reserved);
            throw;
        }
        if (completed.TryGet(out var item, out var refused))
        {
            var entry = entries.Make(item, submitter, claim, legs!);
            return await JournalAsync(entry, bundle, reserved, isAnew: known is not null, cancellationToken);
        }
        rollups.SharedLane.ReleaseItem(submitter, reserved);
        return refused;
    }

    private static int LargestItemOf(Bundle bundle) =>
        new BundleItem.Submit(bundle, []).Encode().Length + (bundle.Legs.Count * ProtocolDefaults.MaxAttestationBytes);

    private async Task<Attempt<JournaledBundle>> JournalAsync(
        Entry entry, Bundle bundle, int reserved, bool isAnew, CancellationToken cancellationToken)
    {
        keys.HoldForJournal(entry.Key);
        var durable = rollups.SharedLane.AdmitItem(entry, reserved, isAnew, out var verdict);
        if (verdict == Verdict.AlreadyKnown)
        {
            // Another request was first, and its entry does not carry this key.
            keys.Release(entry.Key);
            durable = BothAsync(durable, keys.KeepAsync(entry.Key, cancellationToken));
        }
        if (!await durable.WaitAsync(cancellationToken)) return BundleProblems.JournalAway;
        var isFirst = verdict == Verdict.Accepted && !isAnew;
        if (!isFirst && await reader.FindAsync(bundle.Id, cancellationToken) is { } known) return known;
        return new JournaledBundle
        {
            Id = bundle.Id,
            EscrowId = bundle.Terms.EscrowId,
            Bundle = bundle,
            Item = entry.Hash,
            Attempts = [new BundleAttempt(0, entry.ReceivedMilliseconds)],
        };
    }

    private static async Task<bool> BothAsync(Task<bool> one, Task<bool> other) => await one & await other;
}
