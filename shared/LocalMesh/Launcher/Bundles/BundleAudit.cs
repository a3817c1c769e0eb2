using SharedSequencer.Client;
using SharedSequencer.Launcher.Traffic;
using SharedSequencer.Protocol;

namespace SharedSequencer.Launcher.Bundles;

/// <summary>Looks from outside at what became of bundles.</summary>
/// <param name="bundles">Who proves outcomes.</param>
/// <param name="proofs">Who proves places.</param>
/// <param name="nodes">The rollups' own nodes.</param>
/// <param name="time">The clock.</param>
internal sealed class BundleAudit(
    BundleClient bundles, ProofClient proofs, IReadOnlyDictionary<RollupId, NodeClient> nodes, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Checks each: that its story is told to its end, waiting for the chain and the nodes if need be, or what of
    /// it is there when they take too long.</summary>
    public async Task<IReadOnlyList<BundleCheck>> CheckAsync(
        IEnumerable<Bundle> sent, CancellationToken cancellation)
    {
        var checks = new List<BundleCheck>();
        var started = time.GetTimestamp();
        foreach (var bundle in sent)
        {
            var check = await BundleCheck.OfAsync(bundle, bundles, proofs, nodes, cancellation);
            while (!check.IsComplete && time.GetElapsedTime(started) < Patience)
            {
                await Task.Delay(Pause, time, cancellation);
                check = await BundleCheck.OfAsync(bundle, bundles, proofs, nodes, cancellation);
            }

            checks.Add(check);
        }

        return checks;
    }
}
