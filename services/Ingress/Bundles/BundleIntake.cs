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
        IdempotencyKey? claim = key is null ? null : new IdempotencyKey(submitter, key);
        if (!await keys.TryClaimAsync(claim, bundle.Id, cancellationToken)) return BundleProblems.KeyReused;
        try
        {
            var taken = await TakeAsync(bundle, cancellationToken);
            if (taken.Problem is not null || claim is not { } used) return taken;
            return await keys.KeepAsync(used, bundle.Id, cancellationToken) ? taken : BundleProblems.JournalAway;
        }
        finally
        {
            keys.Release(claim, bundle.Id);
        }
    }

    private async Task<Attempt<JournaledBundle>> TakeAsync(Bundle bundle, CancellationToken cancellationToken)
    {
        // What was ordered in vain may come again, with other attestations.
        var known = await reader.FindAsync(bundle.Id, cancellationToken);
        if (known is not null and not { Status: BundleStatus.Dropped }) return known;
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
        if (completed.TryGet(out var item, out var refused)) return await JournalAsync(item, legs!, reserved, cancellationToken);
        rollups.SharedLane.ReleaseItem(submitter, reserved);
        return refused;
    }

    private static int LargestItemOf(Bundle bundle) =>
        new BundleItem.Submit(bundle, []).Encode().Length + (bundle.Legs.Count * ProtocolDefaults.MaxAttestationBytes);

    private async Task<Attempt<JournaledBundle>> JournalAsync(
        BundleItem.Submit item, LegTransaction[] legs, int reserved, CancellationToken cancellationToken)
    {
        var bundle = item.Bundle;
        var entry = entries.Make(item, bundle.Terms.Submitter, legs);
        var durable = rollups.SharedLane.AdmitItem(entry, reserved, out var verdict);
        if (!await durable.WaitAsync(cancellationToken)) return BundleProblems.JournalAway;
        // Another request was first, or these very bytes were ordered in vain before and would be again.
        if (verdict == Verdict.AlreadyKnown && await reader.FindAsync(bundle.Id, cancellationToken) is { } known) return known;
        return new JournaledBundle
        {
            Id = bundle.Id,
            EscrowId = bundle.Terms.EscrowId,
            Bundle = bundle,
            Item = entry.Hash,
            ReceivedMilliseconds = entry.ReceivedMilliseconds,
        };
    }
}
