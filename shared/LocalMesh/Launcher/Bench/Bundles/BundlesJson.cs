using System.Text.Json.Nodes;
using SharedSequencer.Launcher.Traffic;

namespace SharedSequencer.Launcher.Bench;

/// <summary>The report as one JSON object on one line.</summary>
internal static class BundlesJson
{
    public static string Write(BundlesReport report) => new JsonObject
    {
        ["rate"] = Math.Round(report.Rate, 1),
        ["rates"] = new JsonArray([.. report.Rounds.Select(round => (JsonNode)Math.Round(round.Rate, 1))]),
        ["inFlight"] = Object(report.Flights, flight => $"{flight.InFlight}", flight => new JsonObject
        {
            ["softCommit"] = Figures(flight.SoftCommit),
            ["settle"] = Figures(flight.Settle),
        }),
        ["cost"] = new JsonObject
        {
            ["softCommit"] = Math.Round(report.Cost(flight => flight.SoftCommit), 2),
            ["settle"] = Math.Round(report.Cost(flight => flight.Settle), 2),
        },
        ["aborts"] = Object(report.Ends, phase => phase.Key, phase => Ends(phase.Value)),
        ["saga"] = new JsonObject
        {
            ["backlogMax"] = report.Backlog,
            ["behindMax"] = report.Behind,
            ["drainMs"] = Math.Round(report.DrainMs),
        },
        ["cpuMicros"] = Math.Round(report.Cpu.Values.Sum()),
        ["cpuMicrosByProcess"] = Object(report.Cpu, process => process.Key, process => Math.Round(process.Value)),
        ["legs"] = BundlesPlan.Legs,
        ["validators"] = report.Validators,
        ["sidecar"] = report.Sidecar,
    }.ToJsonString();

    private static JsonObject Figures(IReadOnlyList<double> samples) => new()
    {
        ["p50"] = Math.Round(Quantile.Of(samples, 0.5), 1),
        ["p99"] = Math.Round(Quantile.Of(samples, 0.99), 1),
        ["samples"] = samples.Count,
    };

    private static JsonObject Ends(BundleEnds ends) => new()
    {
        ["bundles"] = ends.Bundles,
        ["rate"] = Math.Round((double)ends.Reasons.Values.Sum() / ends.Bundles, 5),
        ["reasons"] = Object(ends.Reasons, reason => $"{reason.Key}", reason => reason.Value),
    };

    private static JsonObject Object<T>(IEnumerable<T> entries, Func<T, string> name, Func<T, JsonNode> value) =>
        new(entries.Select(entry => KeyValuePair.Create<string, JsonNode?>(name(entry), value(entry))));
}
