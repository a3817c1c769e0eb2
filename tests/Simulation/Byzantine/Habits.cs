namespace SharedSequencer.Simulation.Tests.Byzantine;

/// <summary>The habits by the names that scenarios use.</summary>
internal static class Habits
{
    private static readonly Dictionary<string, Func<Habit>> All = new(StringComparer.Ordinal)
    {
        ["equivocate-proposals"] = () => new EquivocatingProposals(),
        ["equivocate-votes"] = () => new EquivocatingVotes(),
        ["withhold-proposals"] = () => new WithholdingProposals(),
        ["show-to-some"] = () => new ShowingToSome(),
        ["reorder-certificates"] = () => new ReorderingCertificates(),
        ["omit-certificates"] = () => new OmittingCertificates(),
        ["unjustified-parent"] = () => new UnjustifiedParent(),
        ["replay-old"] = () => new ReplayingOld(),
        ["lie-about-time"] = () => new LyingAboutTime(),
        ["forge-certificates"] = () => new ForgingCertificates(),
        ["partial-certificates"] = () => new PartialCertificates(),
        ["nullify-always"] = () => new NullifyingAlways(),
        ["silent"] = () => new Silent(),
        ["double-acknowledge"] = () => new DoubleAcknowledging(),
        ["serve-wrongly"] = () => new ServingWrongly(),
    };

    /// <summary>All but <see cref="Twins.Name"/>, which is no habit of one core.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Keys];

    public static Habit Create(string name) => All[name]();
}
