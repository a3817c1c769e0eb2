using System.Text;
using System.Text.Json;
using SharedSequencer.DaprConformance.Tests.Support;

namespace SharedSequencer.DaprConformance.Tests.Replay;

/// <summary>Compares what happened with what was recorded.</summary>
internal static class Comparison
{
    // Left out of the recordings, or about how bytes were framed on one connection.
    private static readonly HashSet<string> NotCompared =
        ["date", "host", "content-length", "transfer-encoding", "connection", "keep-alive"];

    /// <summary>Fails with both texts when an answer differs.</summary>
    public static void AssertResponse(JsonElement expected, RawResponse actual, string where)
    {
        var status = expected.GetProperty("status").GetInt32();
        var shown = actual.Text[..Math.Min(500, actual.Text.Length)];
        Assert.True(status == actual.Status, $"{where}: status {actual.Status} instead of {status}: {shown}");
        if (expected.TryGetProperty("headers", out var headers)) AssertHeaders(headers, actual.Headers, where);
        if (expected.TryGetProperty("body", out var body)) AssertBody(body, actual.Body, where);
    }

    /// <summary>Fails when the app calls differ in number, order or content.</summary>
    public static void AssertAppCalls(RecordedEntry entry, IReadOnlyList<AppCall> actual)
    {
        var expected = entry.AppCalls;
        Assert.True(
            expected.Count + entry.AppCallsOmitted == actual.Count,
            $"{entry.Key}: {actual.Count} app calls instead of {expected.Count}: {string.Join("; ", actual)}");
        for (var index = 0; index < expected.Count; index++)
            AssertAppCall(expected[index], actual[index], $"{entry.Key}, app call {index}");
    }

    /// <summary>Fails when one app call differs.</summary>
    public static void AssertAppCall(JsonElement recorded, AppCall actual, string where)
    {
        var expected = RecordedEntry.AppRequest(recorded);
        Assert.Equal(
            $"{expected.GetProperty("method")} {TextRules.Expand(expected.GetProperty("path").GetString()!)}",
            $"{actual.Method} {actual.Path}");
        AssertHeaders(expected.GetProperty("headers"), actual.Headers, where);
        AssertAppBody(expected.GetProperty("body"), actual, where);
    }

    public static bool IsSame(JsonElement recorded, AppCall actual)
    {
        var expected = RecordedEntry.AppRequest(recorded);
        return expected.GetProperty("path").GetString() == actual.Path && BodyMatches(expected.GetProperty("body"), actual.Body);
    }

    // When a request breaks off, Kestrel drops what it had read and not yet handed out, so its length says little.
    private static void AssertAppBody(JsonElement expected, AppCall actual, string where)
    {
        if (actual.IsBroken) Assert.True(actual.Body.Length <= TextRules.Size(expected.GetString()!), where);
        else AssertBody(expected, actual.Body, where);
    }

    private static void AssertHeaders(JsonElement expected, IReadOnlyDictionary<string, string> actual, string where)
    {
        foreach (var header in expected.EnumerateObject().Where(header => !NotCompared.Contains(header.Name)))
        {
            Assert.True(actual.TryGetValue(header.Name, out var value), $"{where}: header {header.Name} is missing");
            Assert.True(
                TextRules.Matches(header.Value.GetString()!, value),
                $"{where}: header {header.Name} is '{value}' instead of '{header.Value}'");
        }
        var extra = actual.Keys.Where(name => !NotCompared.Contains(name) && !expected.TryGetProperty(name, out _));
        Assert.True(!extra.Any(), $"{where}: headers that were not recorded: {string.Join(", ", extra)}");
    }

    private static void AssertBody(JsonElement expected, byte[] actual, string where) => Assert.True(
        BodyMatches(expected, actual),
        $"{where}: body is {Encoding.UTF8.GetString(actual, 0, Math.Min(actual.Length, 1000))} instead of {expected}");

    private static bool BodyMatches(JsonElement expected, byte[] actual)
    {
        if (expected.ValueKind == JsonValueKind.String)
        {
            var text = expected.GetString()!;
            return TextRules.Size(text) is { } size
                ? actual.Length == size
                : TextRules.Matches(text, Encoding.UTF8.GetString(actual));
        }
        if (expected.ValueKind == JsonValueKind.Object && expected.TryGetProperty("base64", out var base64))
            return base64.GetBytesFromBase64().AsSpan().SequenceEqual(actual);
        try
        {
            using var document = JsonDocument.Parse(actual);
            return TextRules.JsonMatches(expected, document.RootElement);
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
