using SharedSequencer.Launcher.Traffic;
using SharedSequencer.Protocol;

namespace SharedSequencer.Launcher.Bench;

/// <summary>The result of the latency benchmark.</summary>
/// <param name="Idle">Transactions sent while nothing else was.</param>
/// <param name="HalfLoad">Transactions sent beside a load.</param>
/// <param name="MaxRate">Transactions per second that the mesh soft-commits when it gets as many as it takes.</param>
/// <param name="LoadRate">Transactions per second that were sent meanwhile; half the most unless it could not take them.</param>
/// <param name="Validators">Members of the committee.</param>
/// <param name="Sidecar">Which sidecar it was.</param>
internal sealed record LatencyReport(
    IReadOnlyList<LatencySample> Idle,
    IReadOnlyList<LatencySample> HalfLoad,
    double MaxRate,
    double LoadRate,
    int Validators,
    string Sidecar)
{
    /// <summary>The unit of the figures.</summary>
    public static double BlockInterval => ProtocolDefaults.MinBlockInterval.TotalMilliseconds;

    public static double Of(IReadOnlyList<LatencySample> samples, double share) =>
        Quantile.Of([.. samples.Select(sample => sample.Total)], share);

    /// <summary>The median of each part of the way, in milliseconds.</summary>
    public static IReadOnlyDictionary<string, double> PartsOf(IReadOnlyList<LatencySample> samples)
    {
        return new Dictionary<string, double>
        {
            ["received"] = Median(sample => sample.Received),
            ["certified"] = Median(sample => sample.Certified),
            ["proposed"] = Median(sample => sample.Proposed),
            ["final"] = Median(sample => sample.Final),
        };

        double Median(Func<LatencySample, double> part) => Quantile.Of([.. samples.Select(part)], 0.5);
    }
}
