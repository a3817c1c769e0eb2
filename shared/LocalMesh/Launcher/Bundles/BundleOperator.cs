using System.Collections.Concurrent;
using SharedSequencer.Client;
using SharedSequencer.Launcher.Traffic;
using SharedSequencer.Protocol;

namespace SharedSequencer.Launcher.Bundles;

/// <summary>
/// One account that sends inclusion bundles without pause, one after the other, each when the chain has spoken about the
/// one before; some it takes back before the chain has seen them, some it tries to take back right after sending.
/// </summary>
/// <param name="bundles">Where it sends.</param>
/// <param name="signer">Makes the bundles.</param>
/// <param name="account">The account on every rollup.</param>
/// <param name="time">The clock.</param>
internal sealed class BundleOperator(
    PatientBundles bundles, InclusionBundles signer, IReadOnlyList<FundedSender> account, TimeProvider time)
{
    private const int BundlesPerCancel = 8;

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentQueue<Bundle> _sent = new();

    /// <summary>What was taken so far.</summary>
    public IReadOnlyCollection<Bundle> Sent => _sent;

    /// <summary>Sends until told to stop; a bundle that was begun is brought to its end.</summary>
    public async Task RunAsync(CancellationToken stop, CancellationToken giveUp)
    {
        for (var count = 1; !stop.IsCancellationRequested; count++)
        {
            var bundle = signer.Sign(account);
            if (count % BundlesPerCancel == 0)
                await bundles.CancelAsync(account[0].Cancel(bundle), giveUp);
            await bundles.SendAsync(bundle, giveUp);
            _sent.Enqueue(bundle);
            if (count % BundlesPerCancel == BundlesPerCancel / 2)
                await bundles.CancelAsync(account[0].Cancel(bundle), giveUp);
            var end = await bundles.EndAsync(bundle, giveUp);
            if (end.Outcome!.Outcome.Code != OutcomeCode.Included)
                TakeBack();
            await Task.Delay(Pace, time, giveUp);
        }
    }

    private void TakeBack()
    {
        foreach (var sender in account)
            sender.TakeBack();
    }
}
