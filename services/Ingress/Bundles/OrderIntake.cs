using System.Net;
using SharedSequencer.Ingress.Journal;
using SharedSequencer.Ingress.Rollups;
using SharedSequencer.Ingress.Transactions;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ingress.Bundles;

/// <summary>The way into the journal of what is said about bundles: cancels, reports, and questions about expired terms.</summary>
internal sealed class OrderIntake(
    Genesis genesis, BundleScreen screen, ItemQuotas quotas, BundleReader reader, JournalReader journal, ItemEntries entries,
    RollupDirectory rollups)
{
    /// <summary>Takes a cancel of what the path names, by bundle or replacement id; null: of anything.</summary>
    public async Task<Attempt<TakenItem>> CancelAsync(
        BundleCancel cancel, Hash256? named, CancellationToken cancellationToken)
    {
        if (named is { } subject && subject != cancel.Bundle && subject != cancel.Replacement) return BundleProblems.WrongSubject;
        if (cancel.Network != genesis.NetworkId) return BundleProblems.WrongNetwork;
        if (!cancel.HasValidSignature()) return BundleProblems.BadSignature;
        if ((quotas.TakeOfSubmitter(cancel.Submitter) ?? screen.CheckTime(cancel.NotAfter)) is { } problem) return problem;
        if (!cancel.Bundle.IsZero && await reader.FindAsync(cancel.Bundle, cancellationToken) is { } known)
        {
            if (known.Bundle is { } bundle && bundle.Terms.Submitter != cancel.Submitter) return BundleProblems.NotSubmitter;
            if (known.Outcome is { } outcome) return BundleProblems.TooLate.At(outcome.Code.ToString());
        }
        var entry = entries.Make(new BundleItem.Cancel(cancel), cancel.Submitter);
        var isAnew = await WasInVainAsync(entry, cancellationToken);
        if (!rollups.SharedLane.TryReserveItem(cancel.Submitter, entry.Raw.Length, out var refusal))
            return BundleProblems.Of(refusal);
        var durable = rollups.SharedLane.AdmitItem(entry, entry.Raw.Length, isAnew, out _);
        return await durable.WaitAsync(cancellationToken)
            ? new TakenItem(entry.Hash, cancel.Digest())
            : BundleProblems.JournalAway;
    }

    /// <summary>
    /// Takes a reporter's word. Its leg's reporter is known where the bundle was taken here; else whoever reports for any
    /// rollup may speak, and the chain judges.
    /// </summary>
    public async Task<Attempt<TakenItem>> ReportAsync(OutcomeReport report, CancellationToken cancellationToken)
    {
        if (report.Network != genesis.NetworkId) return BundleProblems.WrongNetwork;
        var isSigned = report.Signature.HasLowS
            & Secp256k1.Current.TryRecover(report.Digest(), report.Signature, out var reporter);
        if (!isSigned || !rollups.HasReported(null, reporter)) return BundleProblems.NotReporter;
        if (quotas.TakeOfReporter(reporter) is { } overRate) return overRate;
        if (await reader.FindAsync(report.Bundle, cancellationToken) is { Bundle: { } bundle } known
            && FindInBundle(report, reporter, bundle, known) is { } problem)
        {
            return problem;
        }
        var entry = entries.Make(new BundleItem.Report(report), reporter);
        return await AdmitAsync(entry, report.Bundle, isAnew: false, cancellationToken);
    }

    /// <summary>Asks for the Abort of terms whose time has passed.</summary>
    public async Task<Attempt<TakenItem>> ExpireAsync(
        BundleTerms terms, IPAddress? client, CancellationToken cancellationToken)
    {
        if (quotas.TakeOfClient(client) is { } overRate) return overRate;
        if (terms.Network != genesis.NetworkId) return BundleProblems.WrongNetwork;
        if (terms.Mode != BundleMode.Execution) return BundleProblems.NotExecution;
        if (screen.CheckTime(terms.NotAfter) != BundleProblems.Expired) return BundleProblems.NotExpired;
        var decision = await reader.FindOutcomeAsync(OutcomeKind.Decision, terms.EscrowId, cancellationToken);
        if (decision is { } told) return BundleProblems.TooLate.At(told.Code.ToString());
        var entry = entries.Make(new BundleItem.Expire(terms), default);
        // A block's time may be behind the clock here: what was too early then must be taken now.
        var isAnew = await WasInVainAsync(entry, cancellationToken);
        return await AdmitAsync(entry, terms.EscrowId, isAnew, cancellationToken);
    }

    private BundleProblem? FindInBundle(OutcomeReport report, Address reporter, Bundle bundle, JournaledBundle known)
    {
        if (bundle.Terms.Mode != BundleMode.Execution || known.IsFinal) return BundleProblems.NotAwaited;
        if (report.Leg >= bundle.Legs.Count) return BundleProblems.NoSuchLeg;
        return rollups.HasReported(bundle.Terms.Legs[report.Leg].Rollup, reporter) ? null : BundleProblems.NotReporter;
    }

    private async Task<bool> WasInVainAsync(Entry entry, CancellationToken cancellationToken) =>
        await journal.FindAsync(entry.Hash, cancellationToken) is { Refusal: not null };

    private async Task<Attempt<TakenItem>> AdmitAsync(
        Entry entry, Hash256 subject, bool isAnew, CancellationToken cancellationToken)
    {
        var durable = rollups.SharedLane.AdmitItem(entry, isAnew, out var verdict);
        if (verdict is not (Verdict.Accepted or Verdict.AlreadyKnown)) return BundleProblems.Of(verdict);
        return await durable.WaitAsync(cancellationToken) ? new TakenItem(entry.Hash, subject) : BundleProblems.JournalAway;
    }
}
