using SharedSequencer.Protocol;

namespace SharedSequencer.Launcher.Bench;

/// <summary>How many bundles there were, and how many of them the chain refused or aborted, by reason.</summary>
internal sealed record BundleEnds(int Bundles, IReadOnlyDictionary<OutcomeCode, int> Reasons)
{
    public static BundleEnds None { get; } = new(0, new Dictionary<OutcomeCode, int>());

    /// <summary>What went well counts as no reason.</summary>
    public static BundleEnds Of(IEnumerable<OutcomeCode> ends)
    {
        var all = ends.ToList();
        return new BundleEnds(all.Count, all
            .Where(code => code is not (OutcomeCode.Included or OutcomeCode.Committed))
            .CountBy(code => code)
            .ToDictionary());
    }

    /// <summary>Both together.</summary>
    public BundleEnds And(BundleEnds other) => new(
        Bundles + other.Bundles,
        Reasons.Concat(other.Reasons)
            .GroupBy(entry => entry.Key)
            .ToDictionary(group => group.Key, group => group.Sum(entry => entry.Value)));
}
