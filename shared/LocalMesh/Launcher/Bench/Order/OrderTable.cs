using SharedSequencer.Launcher.Terminal;
using Spectre.Console;

namespace SharedSequencer.Launcher.Bench;

/// <summary>The report for people.</summary>
internal static class OrderTable
{
    public static void Show(MeshConsole console, OrderReport report)
    {
        var table = new Table().AddColumns("", $"mesh, {report.Validators} validators", "anvil --block-time 1", "ratio");
        table.AddRow(
            "committed tx/s", $"{report.MeshRate:0}", $"{report.AnvilRate:0}", $"{report.MeshRate / report.AnvilRate:0.00}");
        table.AddRow(
            "CPU µs per transaction",
            $"{report.MeshCpu:0}",
            $"{report.AnvilCpu:0}",
            $"{report.MeshCpu / report.AnvilCpu:0.00}");
        console.Results.Write(table);
        var parts = report.CpuByProcess.OrderByDescending(e => e.Value).Select(e => $"{e.Key} {e.Value:0.0}");
        console.Results.WriteLine($"CPU µs per transaction: {string.Join(", ", parts)}");
        console.Results.WriteLine($"standing by while anvil was measured, the mesh used {report.StandingBy:0.00} cores");
        console.Results.WriteLine($"sidecar: {report.Sidecar}");
    }
}
