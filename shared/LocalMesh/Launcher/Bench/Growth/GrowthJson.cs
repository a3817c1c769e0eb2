using System.Text.Json.Nodes;

namespace SharedSequencer.Launcher.Bench;

/// <summary>The report as one JSON object on one line.</summary>
internal static class GrowthJson
{
    public static string Write(GrowthReport report)
    {
        var json = new JsonObject();
        foreach (var series in report.Series)
        {
            json[series.Name] = new JsonObject
            {
                ["sizes"] = new JsonArray([.. series.Sizes.Select(size => JsonValue.Create(size))]),
                ["cpuMicros"] = Numbers(series.Micros, 1),
                ["steps"] = Numbers(series.Steps, 2),
                ["flat"] = series.IsFlat,
                ["unit"] = series.Unit,
                ["note"] = series.Note,
            };
        }

        json["sidecar"] = report.Sidecar;
        return json.ToJsonString();
    }

    private static JsonArray Numbers(IReadOnlyList<double> numbers, int digits) =>
        new([.. numbers.Select(number => JsonValue.Create(Math.Round(number, digits)))]);
}
