using SharedSequencer.Launcher.Terminal;
using Spectre.Console;

namespace SharedSequencer.Launcher.Bench;

/// <summary>The report for people.</summary>
internal static class LatencyTable
{
    public static void Show(MeshConsole console, LatencyReport report)
    {
        var table = new Table().AddColumns("submitted to soft-committed", "p50", "p99", "parts, p50", "samples");
        AddRow(table, "alone", report.Idle);
        AddRow(table, $"beside {report.LoadRate:0} tx/s, half the most", report.HalfLoad);
        console.Results.Write(table);
        console.Results.WriteLine($"one block interval is {LatencyReport.BlockInterval:0} ms");
        console.Results.WriteLine($"{report.Validators} validators; sidecar: {report.Sidecar}");
    }

    private static void AddRow(Table table, string name, IReadOnlyList<LatencySample> samples) => table.AddRow(
        name,
        Text(samples, 0.5),
        Text(samples, 0.99),
        string.Join(", ", LatencyReport.PartsOf(samples).Select(part => $"{part.Key} {part.Value:0}")),
        $"{samples.Count}");

    private static string Text(IReadOnlyList<LatencySample> samples, double share)
    {
        var milliseconds = LatencyReport.Of(samples, share);
        return $"{milliseconds:0} ms = {milliseconds / LatencyReport.BlockInterval:0.0} intervals";
    }
}
