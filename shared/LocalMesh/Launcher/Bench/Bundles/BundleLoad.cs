using SharedSequencer.Protocol;

namespace SharedSequencer.Launcher.Bench;

/// <summary>The bundles that users send, by user and in order, signed beforehand.</summary>
internal sealed class BundleLoad
{
    // A bundle may name no moment that is more than ten minutes ahead.
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(9);

    private BundleLoad(PreparedBundle[][] byUser) => ByUser = byUser;

    public PreparedBundle[][] ByUser { get; }

    public int Count => ByUser.Sum(own => own.Length);

    public IEnumerable<Bundle> Bundles => ByUser.SelectMany(own => own).Select(prepared => prepared.Bundle);

    /// <summary>Signs the next bundles of each user.</summary>
    public static BundleLoad Sign(
        IReadOnlyList<BundleUser> users, int each, Func<BundleUser, ChainTime, PreparedBundle> sign, TimeProvider time)
    {
        var notAfter = ChainTime.From(time.GetUtcNow() + Lifetime);
        var bundles = new PreparedBundle[users.Count][];
        Parallel.For(0, users.Count, user =>
            bundles[user] = [.. Enumerable.Range(0, each).Select(_ => sign(users[user], notAfter))]);
        return new BundleLoad(bundles);
    }
}
