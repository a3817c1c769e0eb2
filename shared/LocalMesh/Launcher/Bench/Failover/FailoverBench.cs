using System.Text.Json.Nodes;
using SharedSequencer.Launcher.Chaos;

namespace SharedSequencer.Launcher.Bench;

/// <summary>How long a committee under load makes no block when its leader dies: chaos that kills leaders and nothing
/// else.</summary>
internal static class FailoverBench
{
    /// <summary>The report as one JSON object on one line.</summary>
    public static string Json(ChaosReport report)
    {
        var json = (JsonObject)JsonNode.Parse(ChaosJson.Write(report))!;
        json["samplesMs"] = new JsonArray([.. report.Kills.Select(kill => JsonValue.Create(Math.Round(kill.FailoverMs, 1)))]);
        return json.ToJsonString();
    }
}
