using System.Text.Json.Nodes;

namespace SharedSequencer.Launcher.Demo;

/// <summary>The report as one JSON object on one line.</summary>
internal static class DemoJson
{
    public static string Write(DemoReport report) => new JsonObject
    {
        ["ok"] = report.IsOk,
        ["rollups"] = report.Rollups,
        ["transactions"] = new JsonObject
        {
            ["sent"] = report.Sent,
            ["ordered"] = report.Ordered,
            ["executed"] = report.Executed,
            ["lost"] = report.Lost,
            ["duplicated"] = report.Duplicated,
        },
        ["bundles"] = new JsonObject
        {
            ["sent"] = report.Bundles.Sent,
            ["included"] = report.Bundles.Included,
            ["aborted"] = report.Bundles.Aborted,
            ["partial"] = report.Bundles.Partial,
        },
        ["swaps"] = new JsonObject
        {
            ["committed"] = report.Bundles.Committed,
            ["refunded"] = report.Bundles.Refunded,
            ["stuck"] = report.Bundles.Stuck,
        },
        ["orderVerified"] = report.IsOrderVerified,
        ["completenessVerified"] = report.IsCompletenessVerified,
        ["proofsVerified"] = report.AreProofsVerified,
        ["softCommitMs"] = new JsonObject
        {
            ["p50"] = report.SoftCommitP50,
            ["p99"] = report.SoftCommitP99,
        },
        ["blocks"] = report.Blocks,
        ["validators"] = report.Validators,
        ["quorumCertificate"] = new JsonObject
        {
            ["height"] = report.Quorum.Height.Value,
            ["batches"] = report.Quorum.Batches,
            ["signers"] = new JsonArray([.. report.Quorum.Signers.Select(s => JsonValue.Create(s.ToString()))]),
            ["weight"] = report.Quorum.Weight,
            ["needed"] = report.Quorum.Needed,
            ["total"] = report.Quorum.Total,
        },
        ["orderRecomputed"] = report.Recomputed == report.Blocks,
        ["forks"] = report.Comparison.Forks,
        ["sidecar"] = report.Sidecar,
        ["failures"] = new JsonArray([.. report.Failures.Select(failure => JsonValue.Create(failure))]),
    }.ToJsonString();
}
