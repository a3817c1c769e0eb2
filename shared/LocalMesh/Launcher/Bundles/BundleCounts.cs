namespace SharedSequencer.Launcher.Bundles;

/// <summary>What became of all bundles that an ingress took.</summary>
/// <param name="Sent">Bundles taken.</param>
/// <param name="Included">Every transaction stands in the one block that says so, and was run by the nodes.</param>
/// <param name="Refused">The chain refused it, and placed nothing of it.</param>
/// <param name="Partial">Of which some stands in a block and some does not.</param>
/// <param name="Unproven">Of which the chain's last word is not proved.</param>
/// <param name="Unfollowed">Of which the Bundles service says something else than the chain.</param>
internal sealed record BundleCounts(int Sent, int Included, int Refused, int Partial, int Unproven, int Unfollowed)
{
    /// <summary>Every bundle has its end, and the same one for everybody.</summary>
    public bool IsOk => Included > 0 && Included + Refused == Sent && Partial == 0 && Unproven == 0 && Unfollowed == 0;

    /// <summary>Counts.</summary>
    /// <param name="checks">One for each bundle taken.</param>
    /// <param name="unfollowed">Of how many the Bundles service says something else.</param>
    public static BundleCounts Of(IReadOnlyList<BundleCheck> checks, int unfollowed) => new(
        checks.Count,
        checks.Count(check => check.IsIncluded),
        checks.Count(check => check.IsRefused),
        checks.Count(check => check.IsPartial),
        checks.Count(check => check.IsUnproven),
        unfollowed);
}
