using System.Text.Json.Nodes;

namespace SharedSequencer.Launcher.Bench;

/// <summary>The report as one JSON object on one line.</summary>
internal static class IntakeJson
{
    public static string Write(IntakeReport report) => new JsonObject
    {
        ["mesh"] = Both(report, round => round.Mesh),
        ["anvil"] = Both(report, round => round.Anvil),
        ["ratio"] = Ratio(report),
        ["recoveryPerCore"] = Math.Round(report.RecoveryPerCore),
        ["cpuMicrosecondsPerTransaction"] = new JsonObject
        {
            ["singles"] = Cpu(report.Singles),
            ["batches"] = Cpu(report.Batches),
        },
        ["rounds"] = new JsonObject
        {
            ["singles"] = Rounds(report.Singles),
            ["batches"] = Rounds(report.Batches),
        },
        ["executed"] = report.IsExecuted,
        ["meanwhile"] = report.Meanwhile,
        ["sidecar"] = report.Sidecar,
    }.ToJsonString();

    private static JsonObject Both(IntakeReport report, Func<RoundResult, double> figure) => new()
    {
        ["singles"] = Math.Round(IntakeReport.Median(report.Singles, figure)),
        ["batches"] = Math.Round(IntakeReport.Median(report.Batches, figure)),
    };

    private static JsonObject Ratio(IntakeReport report) => new()
    {
        ["singles"] = RatioOf(report.Singles),
        ["batches"] = RatioOf(report.Batches),
    };

    private static double RatioOf(IReadOnlyList<RoundResult> rounds) => Math.Round(
        IntakeReport.Median(rounds, round => round.Mesh) / IntakeReport.Median(rounds, round => round.Anvil), 2);

    private static JsonObject Cpu(IReadOnlyList<RoundResult> rounds)
    {
        var json = new JsonObject();
        foreach (var (process, microseconds) in IntakeReport.MedianCpu(rounds))
            json[process] = Math.Round(microseconds, 1);
        json["anvil"] = Math.Round(IntakeReport.Median(rounds, round => round.AnvilCpu), 1);
        return json;
    }

    private static JsonArray Rounds(IReadOnlyList<RoundResult> rounds) => new([.. rounds.Select(round => new JsonObject
    {
        ["mesh"] = Math.Round(round.Mesh),
        ["anvil"] = Math.Round(round.Anvil),
    })]);
}
