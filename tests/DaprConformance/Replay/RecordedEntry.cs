using System.Text.Json;

namespace SharedSequencer.DaprConformance.Tests.Replay;

/// <summary>Requests, the app calls they led to, and the answers.</summary>
internal sealed class RecordedEntry(string caseName, string? label, JsonElement entry)
{
    public string? Label => label;

    /// <summary>Name for messages and for the table of what cannot be met.</summary>
    public string Key => label is null ? caseName : $"{caseName}/{label}";

    public string Given => entry.GetProperty("given").GetString() ?? "";

    public IReadOnlyList<JsonElement> Requests { get; } = List(entry.GetProperty("request"));

    public IReadOnlyList<JsonElement> Responses { get; } = List(entry.GetProperty("response"));

    public IReadOnlyList<JsonElement> AppCalls { get; } = List(entry.GetProperty("appCalls"));

    /// <summary>App calls that were seen and left out of the recording.</summary>
    public int AppCallsOmitted => entry.TryGetProperty("appCallsOmitted", out var omitted) ? omitted.GetInt32() : 0;

    public JsonElement Facts => entry.GetProperty("facts");

    /// <summary>The request that an SDK case shows as sent to the app; plain cases show it directly.</summary>
    public static JsonElement AppRequest(JsonElement appCall) =>
        appCall.TryGetProperty("request", out var request) ? request : appCall;

    private static List<JsonElement> List(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => [.. value.EnumerateArray()],
        JsonValueKind.Null => [],
        _ => [value],
    };
}
