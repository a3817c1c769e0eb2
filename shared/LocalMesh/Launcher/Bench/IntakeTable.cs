using SharedSequencer.Launcher.Terminal;
using Spectre.Console;

namespace SharedSequencer.Launcher.Bench;

/// <summary>The report for people.</summary>
internal static class IntakeTable
{
    public static void Show(MeshConsole console, IntakeReport report)
    {
        var table = new Table().AddColumns("", "mesh tx/s", "anvil tx/s", "ratio");
        AddRow(table, "singles, 16 connections", report.Singles);
        AddRow(table, "batches of 100, 4 connections", report.Batches);
        console.Results.Write(table);
        console.Results.WriteLine(report.Meanwhile);
        console.Results.WriteLine($"bare recovery: {report.RecoveryPerCore:0} signatures per second and core");
        ShowCpu(console, "singles", report.Singles);
        ShowCpu(console, "batches", report.Batches);
        console.Results.WriteLine($"sidecar: {report.Sidecar}");
    }

    private static void AddRow(Table table, string name, IReadOnlyList<RoundResult> rounds)
    {
        var mesh = IntakeReport.Median(rounds, round => round.Mesh);
        var anvil = IntakeReport.Median(rounds, round => round.Anvil);
        table.AddRow(name, $"{mesh:0}", $"{anvil:0}", $"{mesh / anvil:0.00}");
    }

    private static void ShowCpu(MeshConsole console, string name, IReadOnlyList<RoundResult> rounds)
    {
        var parts = IntakeReport.MedianCpu(rounds)
            .OrderByDescending(entry => entry.Value)
            .Select(entry => $"{entry.Key} {entry.Value:0.0}");
        console.Results.WriteLine($"CPU µs per transaction, {name}: {string.Join(", ", parts)}");
    }
}
