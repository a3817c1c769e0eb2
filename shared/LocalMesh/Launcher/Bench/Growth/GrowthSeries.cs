namespace SharedSequencer.Launcher.Bench;

/// <summary>What one transaction costs while one thing grows.</summary>
/// <param name="Name">What grows.</param>
/// <param name="Unit">What is counted, in words.</param>
/// <param name="Sizes">How large it was.</param>
/// <param name="Micros">CPU µs per transaction at each size.</param>
/// <param name="Explanation">Why a step may not be flat.</param>
internal sealed record GrowthSeries(
    string Name, string Unit, IReadOnlyList<int> Sizes, IReadOnlyList<double> Micros, string Explanation)
{
    /// <summary>Cost of each size over that of the one before.</summary>
    public IReadOnlyList<double> Steps => [.. Micros.Zip(Micros.Skip(1)).Select(pair => pair.Second / pair.First)];

    /// <summary>Whether no step makes a transaction dearer than flat allows.</summary>
    public bool IsFlat => Steps.All(step => step <= GrowthPlan.Flat);

    /// <summary>Whether it is flat, and if not, why.</summary>
    public string Note => IsFlat ? "flat" : Explanation;
}
