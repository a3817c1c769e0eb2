using SharedSequencer.Launcher.Terminal;
using SharedSequencer.Protocol;
using Spectre.Console;

namespace SharedSequencer.Launcher.Chaos;

/// <summary>The report for people.</summary>
internal static class ChaosTable
{
    public static void Show(MeshConsole console, ChaosReport report)
    {
        var timeout = ProtocolDefaults.ViewTimeout.TotalMilliseconds;
        var table = new Table().AddColumns("What", "Result");
        (string What, string Result)[] rows =
        [
            ("validators, seed, duration", $"{report.Validators}, {report.Options.Seed}, {report.Duration.TotalSeconds:0} s"),
            ("faults", $"{report.Steps.Count}, one at a time"),
            ("transactions accepted", $"{report.Accepted}"),
            ("lost, duplicated, reordered", $"{report.Lost}, {report.Duplicated}, {report.Reordered}"),
            ("forks", $"{report.Forks} of {report.Chains.Heights} heights"),
            ("leaders killed", $"{report.Kills.Count}"),
            ("without a block for", $"p50 {report.FailoverMs(0.5):0} ms, p99 {report.FailoverMs(0.99):0} ms, max {report.FailoverMs(1):0} ms"),
            ($"in view timers ({timeout:0} ms)", $"p50 {report.FailoverMs(0.5) / timeout:0.00}, p99 {report.FailoverMs(0.99) / timeout:0.00}"),
            ("then, while it is down", $"longest gap p50 {report.WhileDownMs(0.5):0} ms, p99 {report.WhileDownMs(0.99):0} ms"),
            ("sidecar", report.Sidecar),
        ];
        foreach (var (what, result) in rows)
            table.AddRow(Markup.Escape(what), Markup.Escape(result));
        console.Results.Write(table);
        console.Results.WriteLine(report.IsOk ? "Nothing was lost, doubled or forked." : "FAILED: see above.");
    }
}
