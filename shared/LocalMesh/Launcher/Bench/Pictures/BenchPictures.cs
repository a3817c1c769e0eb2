using System.Globalization;
using SharedSequencer.Launcher.Chaos;
using SharedSequencer.Protocol;

namespace SharedSequencer.Launcher.Bench;

/// <summary>The reports as pictures for the README.</summary>
internal static class BenchPictures
{
    public static string Of(OrderReport report) => BarPicture.Draw(
        $"Committed transactions, {report.Validators} validators beside one anvil",
        [
            new BarGroup(
                "transactions per second (more is better)",
                [new Bar("mesh, soft-committed", report.MeshRate), new Bar("anvil, mined", report.AnvilRate, false)]),
            new BarGroup(
                "CPU µs per transaction, all processes (less is better)",
                [new Bar("mesh", report.MeshCpu), new Bar("anvil", report.AnvilCpu, false)]),
        ]);

    public static string Of(LatencyReport report) => DistributionPicture.Draw(
        $"Submitted to soft-committed, {report.Validators} validators",
        [
            ("alone", Totals(report.Idle)),
            (string.Create(CultureInfo.InvariantCulture, $"beside {report.LoadRate:0} tx/s"), Totals(report.HalfLoad)),
        ],
        [("one block interval", LatencyReport.BlockInterval)]);

    public static string Of(ChaosReport report) => DistributionPicture.Draw(
        $"Without a block after kill -9 of a leader, {report.Validators} validators under load",
        [
            ("around the kill", [.. report.Kills.Select(kill => kill.FailoverMs)]),
            ("then, while it is down", [.. report.Kills.Select(kill => kill.WhileDownMs)]),
        ],
        [
            ("view timer", ProtocolDefaults.ViewTimeout.TotalMilliseconds),
            ("heartbeat", ProtocolDefaults.Heartbeat.TotalMilliseconds),
        ]);

    public static string Of(GrowthReport report) => BarPicture.Draw(
        "What one transaction costs while the rest grows",
        [.. report.Series.Select(series => new BarGroup(
            series.Unit,
            [.. series.Sizes.Zip(series.Micros).Select(pair =>
                new Bar(pair.First.ToString("N0", CultureInfo.InvariantCulture), pair.Second))]))]);

    private static double[] Totals(IEnumerable<LatencySample> samples) => [.. samples.Select(sample => sample.Total)];
}
