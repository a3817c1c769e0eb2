using SharedSequencer.Launcher.Terminal;
using Spectre.Console;

namespace SharedSequencer.Launcher.Demo;

/// <summary>The report for people.</summary>
internal static class DemoTable
{
    public static void Show(MeshConsole console, DemoReport report)
    {
        var quorum = report.Quorum;
        var table = new Table().AddColumns("What", "Result");
        (string What, string Result)[] rows =
        [
            ("rollups", $"{report.Rollups}"),
            ("transactions sent", $"{report.Sent}"),
            ("in the verified logs", $"{report.Ordered}"),
            ("executed by the nodes", $"{report.Executed}"),
            ("lost, duplicated", $"{report.Lost}, {report.Duplicated}"),
            ("bundles sent, included whole, in part",
                $"{report.Bundles.Sent}, {report.Bundles.Included}, {report.Bundles.Partial}"),
            ("swaps committed, refunded, stuck",
                $"{report.Bundles.Committed}, {report.Bundles.Refunded}, {report.Bundles.Stuck}"),
            ("order in the nodes' blocks", Word(report.IsOrderVerified)),
            ("logs complete", Word(report.IsCompletenessVerified)),
            ("receipts and inclusion proofs", Word(report.AreProofsVerified)),
            ("accepted to soft-committed", $"p50 {report.SoftCommitP50:0} ms, p99 {report.SoftCommitP99:0} ms"),
            ("final blocks recomputed", $"{report.Blocks}"),
            ("order computed anew from arrival times", $"the same in {report.Recomputed} blocks"),
            ("validators", $"{report.Validators}, the same {report.Comparison.Heights} blocks at each, forks {report.Comparison.Forks}"),
            ($"certificate of block {quorum.Height} ({quorum.Batches} batches)",
                $"weight {quorum.Weight} of {quorum.Total} signed, {quorum.Needed} decides: {string.Join(", ", quorum.Signers)}"),
            ("sidecar", report.Sidecar),
        ];
        foreach (var (what, result) in rows)
            table.AddRow(Markup.Escape(what), Markup.Escape(result));
        console.Results.Write(table);
        foreach (var failure in report.Failures)
            console.Results.WriteLine($"FAILED: {failure}");
        console.Results.WriteLine(report.IsOk ? "Every check held." : "Not every check held.");
    }

    private static string Word(bool holds) => holds ? "verified" : "NOT as it should be";
}
