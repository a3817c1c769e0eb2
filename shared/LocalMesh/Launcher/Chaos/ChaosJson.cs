using System.Text.Json.Nodes;
using SharedSequencer.Launcher.Bundles;
using SharedSequencer.Protocol;

namespace SharedSequencer.Launcher.Chaos;

/// <summary>The report as one JSON object on one line.</summary>
internal static class ChaosJson
{
    public static string Write(ChaosReport report) => new JsonObject
    {
        ["ok"] = report.IsOk,
        ["validators"] = report.Validators,
        ["seconds"] = Math.Round(report.Duration.TotalSeconds, 1),
        ["seed"] = report.Options.Seed,
        ["accepted"] = report.Accepted,
        ["lost"] = report.Lost,
        ["duplicated"] = report.Duplicated,
        ["reordered"] = report.Reordered,
        ["forks"] = report.Forks,
        ["heights"] = report.Chains.Heights,
        ["bundles"] = report.Bundles is { } bundles ? Write(bundles) : null,
        ["swaps"] = report.Swaps is { } swaps ? Write(swaps) : null,
        ["failoverMs"] = Failover(report, 1, report.Kills.Count),
        ["failoverInTimeouts"] = Failover(report, ProtocolDefaults.ViewTimeout.TotalMilliseconds, null),
        ["whileDownMs"] = new JsonObject
        {
            ["p50"] = Math.Round(report.WhileDownMs(0.5), 1),
            ["p99"] = Math.Round(report.WhileDownMs(0.99), 1),
            ["max"] = Math.Round(report.WhileDownMs(1), 1),
        },
        ["defaults"] = Defaults(),
        ["faults"] = Faults(report),
        ["sidecar"] = report.Sidecar,
    }.ToJsonString();

    /// <summary>The shipped timing that the figures stand beside, in milliseconds.</summary>
    public static JsonObject Defaults() => new()
    {
        ["viewTimerMs"] = ProtocolDefaults.ViewTimeout.TotalMilliseconds,
        ["leaderTimerMs"] = ProtocolDefaults.LeaderTimeout.TotalMilliseconds,
        ["minBlockIntervalMs"] = ProtocolDefaults.MinBlockInterval.TotalMilliseconds,
        ["heartbeatMs"] = ProtocolDefaults.Heartbeat.TotalMilliseconds,
        ["deltaMs"] = ProtocolDefaults.Delta.TotalMilliseconds,
        ["skipPeriodMs"] = ProtocolDefaults.SkipPeriod.TotalMilliseconds,
    };

    /// <summary>The distribution in some unit of milliseconds.</summary>
    public static JsonObject Failover(ChaosReport report, double unit, int? kills)
    {
        var digits = unit > 1 ? 2 : 1;
        var json = new JsonObject
        {
            ["p50"] = Math.Round(report.FailoverMs(0.5) / unit, digits),
            ["p99"] = Math.Round(report.FailoverMs(0.99) / unit, digits),
            ["max"] = Math.Round(report.FailoverMs(1) / unit, digits),
        };
        if (kills is { } count)
            json["kills"] = count;
        return json;
    }

    private static JsonObject Write(BundleCounts bundles) => new()
    {
        ["sent"] = bundles.Sent,
        ["included"] = bundles.Included,
        ["refused"] = bundles.Refused,
        ["partial"] = bundles.Partial,
        ["unproven"] = bundles.Unproven,
        ["unfollowed"] = bundles.Unfollowed,
    };

    private static JsonObject Write(SwapCounts swaps) => new()
    {
        ["committed"] = swaps.Committed,
        ["refunded"] = swaps.Refunded,
        ["stuck"] = swaps.Stuck,
        ["balanced"] = swaps.IsBalanced,
    };

    private static JsonObject Faults(ChaosReport report)
    {
        var json = new JsonObject();
        foreach (var kind in Enum.GetValues<FaultKind>())
            json[char.ToLowerInvariant($"{kind}"[0]) + $"{kind}"[1..]] = report.Steps.Count(step => step.Kind == kind);
        return json;
    }
}
