namespace SharedSequencer.Simulation.Tests.Scenarios;

/// <summary>The bundles that are sent beside the transactions.</summary>
/// <param name="Count">How many different ones.</param>
/// <param name="Tricks">What becomes of some of them.</param>
/// <param name="Reported">Whether every rollup names a reporter; else the last one does not.</param>
internal sealed record BundlePlan(int Count, IReadOnlyList<BundleTrick> Tricks, bool Reported)
{
    /// <summary>Probability that a trick is played with a bundle.</summary>
    public double Odds { get; init; } = 0.3;

    public override string ToString() =>
        $"{Count} bundles{(Reported ? "" : ", one rollup without reporter")} [{string.Join(' ', Tricks)}]";
}
