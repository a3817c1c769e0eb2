using System.Net;
using System.Runtime.CompilerServices;
using SharedSequencer.Ingress.Journal;
using SharedSequencer.Ingress.Transactions;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ingress.Bundles;

/// <summary>Waits with a client for what becomes of a bundle or a cancel.</summary>
internal sealed class BundleFollowing(
    BundleReader reader, JournalReader journal, BundleWatch watch, IntakeOptions options, TimeProvider time)
{
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(15);

    /// <summary>How long a client may wait; null when the text is no number of milliseconds, zero when there is none.</summary>
    public TimeSpan? LimitOf(string? text)
    {
        if (text is null) return TimeSpan.Zero;
        return ulong.TryParse(text, out var milliseconds) ? LimitOf(milliseconds) : null;
    }

    public TimeSpan LimitOf(ulong milliseconds) =>
        TimeSpan.FromMilliseconds(Math.Min(milliseconds, (ulong)options.BundleWaitMaxMilliseconds));

    /// <summary>The bundle once it is ordered, or as it stands when the time is over.</summary>
    public async Task<Attempt<JournaledBundle>> WaitAsync(
        JournaledBundle bundle, TimeSpan limit, IPAddress? client, CancellationToken cancellationToken)
    {
        if (limit == TimeSpan.Zero || bundle.NameAsked is not { } name) return bundle;
        using var wait = Begin(bundle, client);
        if (wait is null) return BundleProblems.TooManyWaits;
        var started = time.GetTimestamp();
        while (true)
        {
            var now = await reader.FindAsync(name, cancellationToken) ?? bundle;
            var left = limit - time.GetElapsedTime(started);
            if (now.Status != BundleStatus.Received || left <= TimeSpan.Zero) return now;
            await wait.NextAsync(left, time, cancellationToken);
        }
    }

    /// <summary>What became of a cancel: null while it is not ordered, else empty when it took effect, or the reason.</summary>
    public async Task<Attempt<CancelView>> WaitAsync(
        TakenItem cancel, TimeSpan limit, IPAddress? client, CancellationToken cancellationToken)
    {
        if (limit == TimeSpan.Zero) return CancelView.Received(cancel);
        using var wait = watch.TryBegin(client, cancel.Item, cancel.Subject);
        if (wait is null) return BundleProblems.TooManyWaits;
        var started = time.GetTimestamp();
        while (true)
        {
            if (await reader.FindOutcomeAsync(OutcomeKind.BundleItem, cancel.Subject, cancellationToken) is not null)
                return CancelView.Applied(cancel);
            if (await journal.FindAsync(cancel.Item, cancellationToken) is { Refusal: { } refusal })
                return CancelView.Rejected(cancel, refusal.Reason);
            var left = limit - time.GetElapsedTime(started);
            if (left <= TimeSpan.Zero) return CancelView.Received(cancel);
            await wait.NextAsync(left, time, cancellationToken);
        }
    }

    /// <summary>
    /// The steps after the given number as they come; null now and then when there is nothing new. Ends when the chain will say
    /// no more, and after telling that the submitter would have to send it again: who comes back waits for that.
    /// </summary>
    public async IAsyncEnumerable<NumberedStep?> FollowAsync(
        JournaledBundle bundle, Hash256 name, BundleWatch.Wait wait, long after,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var hasTold = false;
        while (true)
        {
            bundle = await reader.FindAsync(name, cancellationToken) ?? bundle;
            foreach (var step in BundleViews.StepsOf(bundle).Where(step => step.Number > after))
            {
                after = step.Number;
                hasTold = true;
                yield return step;
            }
            if (bundle.IsFinal || (hasTold && bundle.Status == BundleStatus.Dropped)) yield break;
            // A bundle that was sent again has another item; what was told of it until now is in the journal.
            if (wait.Extend(NamesOf(bundle))) continue;
            if (!await wait.NextAsync(KeepAlive, time, cancellationToken)) yield return null;
        }
    }

    public BundleWatch.Wait? Begin(JournaledBundle bundle, IPAddress? client) => watch.TryBegin(client, NamesOf(bundle));

    private static List<Hash256> NamesOf(JournaledBundle bundle) =>
        [.. new[] { bundle.Id, bundle.EscrowId, bundle.Item }.OfType<Hash256>()];
}
