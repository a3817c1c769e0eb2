using System.Text.Json.Nodes;

namespace SharedSequencer.Launcher.Bench;

/// <summary>The report as one JSON object on one line.</summary>
internal static class OrderJson
{
    public static string Write(OrderReport report) => new JsonObject
    {
        ["mesh"] = Figures(report.MeshRate, report.MeshCpu, 0),
        ["anvil"] = Figures(report.AnvilRate, report.AnvilCpu, 0),
        ["ratio"] = Figures(report.MeshRate / report.AnvilRate, report.MeshCpu / report.AnvilCpu, 2),
        ["cpuMicrosByProcess"] = Processes(report),
        ["rounds"] = new JsonArray([.. report.Rounds.Select(round => new JsonObject
        {
            ["mesh"] = Figures(round.Mesh, round.MeshCpuTotal, 0),
            ["anvil"] = Figures(round.Anvil, round.AnvilCpu, 0),
        })]),
        ["meshCoresBesideAnvil"] = Math.Round(report.StandingBy, 2),
        ["batchSize"] = OrderPlan.Batches.BatchSize,
        ["connections"] = OrderPlan.Batches.Connections,
        ["transactions"] = OrderPlan.Batches.Transactions,
        ["validators"] = report.Validators,
        ["sidecar"] = report.Sidecar,
    }.ToJsonString();

    private static JsonObject Figures(double rate, double cpu, int digits) => new()
    {
        ["rate"] = Math.Round(rate, digits),
        ["cpuMicros"] = Math.Round(cpu, digits),
    };

    private static JsonObject Processes(OrderReport report)
    {
        var json = new JsonObject();
        foreach (var (process, microseconds) in report.CpuByProcess)
            json[process] = Math.Round(microseconds, 1);
        return json;
    }
}
