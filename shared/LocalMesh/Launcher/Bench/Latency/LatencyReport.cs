using SharedSequencer.Launcher.Traffic;
using SharedSequencer.Protocol;

namespace SharedSequencer.Launcher.Bench;

/// <summary>The result of the latency benchmark: milliseconds from before sending until the ingress tells that the
/// transaction is soft-committed.</summary>
internal sealed record LatencyReport(
    IReadOnlyList<double> Idle,
    IReadOnlyList<double> HalfLoad,
    double MaxRate,
    double LoadRate,
    int Validators,
    string Sidecar)
{
    /// <summary>The unit of the figures.</summary>
    public static double BlockInterval => ProtocolDefaults.MinBlockInterval.TotalMilliseconds;

    public static double Of(IReadOnlyList<double> samples, double share) => Quantile.Of(samples, share);
}
