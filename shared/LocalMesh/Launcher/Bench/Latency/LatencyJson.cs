using System.Text.Json.Nodes;

namespace SharedSequencer.Launcher.Bench;

/// <summary>The report as one JSON object on one line.</summary>
internal static class LatencyJson
{
    public static string Write(LatencyReport report) => new JsonObject
    {
        ["blockIntervalMs"] = LatencyReport.BlockInterval,
        ["idle"] = Figures(report.Idle),
        ["halfLoad"] = Figures(report.HalfLoad),
        ["maxRate"] = Math.Round(report.MaxRate),
        ["loadRate"] = Math.Round(report.LoadRate),
        ["validators"] = report.Validators,
        ["sidecar"] = report.Sidecar,
    }.ToJsonString();

    private static JsonObject Figures(IReadOnlyList<LatencySample> samples) => new()
    {
        ["p50"] = Intervals(samples, 0.5),
        ["p99"] = Intervals(samples, 0.99),
        ["p50Ms"] = Math.Round(LatencyReport.Of(samples, 0.5), 1),
        ["p99Ms"] = Math.Round(LatencyReport.Of(samples, 0.99), 1),
        ["partsMs"] = Parts(samples),
        ["samples"] = samples.Count,
    };

    private static JsonObject Parts(IReadOnlyList<LatencySample> samples)
    {
        var json = new JsonObject();
        foreach (var (part, milliseconds) in LatencyReport.PartsOf(samples))
            json[part] = Math.Round(milliseconds, 1);
        return json;
    }

    private static double Intervals(IReadOnlyList<LatencySample> samples, double share) =>
        Math.Round(LatencyReport.Of(samples, share) / LatencyReport.BlockInterval, 2);
}
