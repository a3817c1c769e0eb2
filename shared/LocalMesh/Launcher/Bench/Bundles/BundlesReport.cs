using SharedSequencer.Launcher.Traffic;

namespace SharedSequencer.Launcher.Bench;

/// <summary>The result of the bundle benchmark.</summary>
/// <param name="Rounds">Measurements of the rate; figures are medians.</param>
/// <param name="Flights">Latencies, those of all rounds together, from the fewest in flight to the most.</param>
/// <param name="Ends">How the bundles of each phase ended, by the verified chain.</param>
/// <param name="Validators">Members of the committee.</param>
/// <param name="Sidecar">Which sidecar it was.</param>
internal sealed record BundlesReport(
    IReadOnlyList<BundleRound> Rounds,
    IReadOnlyList<FlightResult> Flights,
    IReadOnlyDictionary<string, BundleEnds> Ends,
    int Validators,
    string Sidecar)
{
    public double Rate => Median(round => round.Rate);

    public long Behind => Rounds.Max(round => round.Behind);

    public long Backlog => Rounds.Max(round => round.Backlog);

    public double DrainMs => Rounds.Max(round => round.Drain.TotalMilliseconds);

    public IReadOnlyDictionary<string, double> Cpu => OrderReport.ByKind(
        Rounds[0].Cpu.Keys, names => Median(round => names.Sum(name => round.Cpu[name])));

    /// <summary>What most in flight cost beside the fewest, in the median.</summary>
    public double Cost(Func<FlightResult, IReadOnlyList<double>> samples) =>
        Quantile.Of(samples(Flights[^1]), 0.5) / Quantile.Of(samples(Flights[0]), 0.5);

    private double Median(Func<BundleRound, double> figure) => Quantile.Of([.. Rounds.Select(figure)], 0.5);
}
