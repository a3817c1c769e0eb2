using SharedSequencer.Launcher.Terminal;
using SharedSequencer.Launcher.Traffic;
using Spectre.Console;

namespace SharedSequencer.Launcher.Bench;

/// <summary>The report for people.</summary>
internal static class BundlesTable
{
    public static void Show(MeshConsole console, BundlesReport report)
    {
        var table = new Table().AddColumns(
            "in flight", "soft-committed (inclusion): p50", "p99", "samples", "settled (execution): p50", "p99", "samples");
        foreach (var flight in report.Flights)
            table.AddRow([$"{flight.InFlight}", .. Texts(flight.SoftCommit), .. Texts(flight.Settle)]);
        console.Results.Write(table);
        console.Results.WriteLine(
            $"most beside fewest in flight: {report.Cost(flight => flight.SoftCommit):0.00} × until soft-committed, "
            + $"{report.Cost(flight => flight.Settle):0.00} × until settled");
        console.Results.WriteLine($"{report.Rate:0} bundles of {BundlesPlan.Legs} legs per second, soft-committed");
        console.Results.WriteLine(
            $"sagas: at most {report.Behind} bundles behind and {report.Backlog} events waiting, "
            + $"at their end {report.DrainMs / 1_000:0.0} s later");
        foreach (var (phase, ends) in report.Ends)
            console.Results.WriteLine($"{phase}: {ends.Bundles} bundles, {Text(ends)}");
        var parts = report.Cpu.OrderByDescending(entry => entry.Value).Select(entry => $"{entry.Key} {entry.Value:0}");
        console.Results.WriteLine($"CPU µs per bundle: {report.Cpu.Values.Sum():0}: {string.Join(", ", parts)}");
        console.Results.WriteLine($"{report.Validators} validators; sidecar: {report.Sidecar}");
    }

    private static string[] Texts(IReadOnlyList<double> samples) =>
        [$"{Quantile.Of(samples, 0.5):0} ms", $"{Quantile.Of(samples, 0.99):0} ms", $"{samples.Count}"];

    private static string Text(BundleEnds ends) => ends.Reasons.Count == 0
        ? "none aborted"
        : string.Join(", ", ends.Reasons.Select(reason => $"{reason.Value} {reason.Key}"));
}
