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

    /// <summary>Checks each: that its story is told to its end, waiting for the chain and the nodes if need be, or what of
    /// it is there when they take too long.</summary>
    public async Task<IReadOnlyList<BundleCheck>> CheckAsync(
        IEnumerable<Bundle> sent, CancellationToken cancellation)
    {
        var checks = new List<BundleCheck>();
        var patience = new SharedPatience(Patience, time);
        foreach (var bundle in sent)
        {
            checks.Add(await patience.AskAsync(
                token => BundleCheck.OfAsync(bundle, bundles, proofs, nodes, token), check => check.IsComplete, cancellation));
        }

        return checks;
    }
}
