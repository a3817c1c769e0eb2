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
            ("bundles sent, included, refused", Bundles(report)),
            ("partial, unproven, unfollowed", BundleFaults(report)),
            ("swaps committed, refunded, stuck", Swaps(report)),
            ("leaders killed", $"{report.Kills.Count}"),
            ("without a block for", Milliseconds(report.FailoverMs)),
            ($"in view timers of {timeout:0} ms", $"p50 {InTimeouts(0.5):0.00}, p99 {InTimeouts(0.99):0.00}"),
            ("longest gap after that, while it is down", Milliseconds(report.WhileDownMs)),
            ("sidecar", report.Sidecar),
        ];
        foreach (var (what, result) in rows)
            table.AddRow(Markup.Escape(what), Markup.Escape(result));
        console.Results.Write(table);
        console.Results.WriteLine($"shipped timing: {ChaosJson.Defaults().ToJsonString()}");
        console.Results.WriteLine(report.IsOk ? "Nothing was lost, doubled or forked." : "FAILED: see above.");

        double InTimeouts(double share) => report.FailoverMs(share) / timeout;
    }

    private static string Bundles(ChaosReport report) => report.Bundles is { } bundles
        ? $"{bundles.Sent}, {bundles.Included}, {bundles.Refused}"
        : "none sent";

    private static string BundleFaults(ChaosReport report) => report.Bundles is { } bundles
        ? $"{bundles.Partial}, {bundles.Unproven}, {bundles.Unfollowed}"
        : "none sent";

    private static string Swaps(ChaosReport report) => report.Swaps is { } swaps
        ? $"{swaps.Committed}, {swaps.Refunded}, {swaps.Stuck}{(swaps.IsBalanced ? "" : "; BALANCES ARE WRONG")}"
        : "none";

    private static string Milliseconds(Func<double, double> quantile) =>
        $"p50 {quantile(0.5):0} ms, p99 {quantile(0.99):0} ms, max {quantile(1):0} ms";
}
