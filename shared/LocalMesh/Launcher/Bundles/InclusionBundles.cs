using SharedSequencer.Client;
using SharedSequencer.Launcher.Traffic;
using SharedSequencer.Protocol;

namespace SharedSequencer.Launcher.Bundles;

/// <summary>Bundles in inclusion mode: one transfer on each rollup, by one account that has funds on all of them.</summary>
/// <param name="rollups">The rollups.</param>
/// <param name="network">The network to sign for.</param>
/// <param name="time">The clock.</param>
internal sealed class InclusionBundles(IReadOnlyList<RollupId> rollups, NetworkId network, TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    /// <summary>Signs the account's next bundle.</summary>
    /// <param name="account">The account on each rollup.</param>
    public Bundle Sign(IReadOnlyList<FundedSender> account) =>
        Sign(rollups, network, account, ChainTime.From(time.GetUtcNow() + Lifetime));

    /// <summary>Signs an account's next bundle.</summary>
    /// <param name="rollups">The rollups.</param>
    /// <param name="network">The network to sign for.</param>
    /// <param name="account">The account on each rollup.</param>
    /// <param name="notAfter">No block later than this includes it.</param>
    public static Bundle Sign(
        IReadOnlyList<RollupId> rollups, NetworkId network, IReadOnlyList<FundedSender> account, ChainTime notAfter)
    {
        var terms = new BundleBuilder(network, BundleMode.Inclusion, account[0].Address, notAfter);
        foreach (var rollup in rollups)
            terms.AddLeg(rollup);
        return account[0].Bundle(terms, [.. account.Select(sender => sender.Transfer())]);
    }

    /// <summary>Sends bundles one after the other, each when the one before is taken.</summary>
    /// <param name="bundles">Where to send.</param>
    /// <param name="account">The account on each rollup.</param>
    /// <param name="count">How many bundles.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<IReadOnlyList<Bundle>> SendAsync(
        BundleClient bundles, IReadOnlyList<FundedSender> account, int count, CancellationToken cancellation)
    {
        var sent = new List<Bundle>(count);
        for (var i = 0; i < count; i++)
        {
            var bundle = Sign(account);
            await bundles.SendAsync(bundle, cancellationToken: cancellation);
            sent.Add(bundle);
        }

        return sent;
    }
}
