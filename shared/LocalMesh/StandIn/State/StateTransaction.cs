using System.Buffers;
using System.Text.Json;

namespace SharedSequencer.StandIn.State;

/// <summary>Reads the body of an actor state transaction, with daprd's errors.</summary>
internal static class StateTransaction
{
    private const int MaxDepth = 512;
    private const string TtlRefused = "ttlInSeconds is not supported without the \"ActorStateTTL\" feature enabled";

    /// <summary>Decodes the operations. On failure <paramref name="fault"/> says whether the request was malformed.</summary>
    public static bool TryDecode(ReadOnlyMemory<byte> body, out List<StateChange> changes, out StateFault fault)
    {
        changes = [];
        fault = default;
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = MaxDepth });
            if (document.RootElement.ValueKind == JsonValueKind.Null) return true;
            if (document.RootElement.ValueKind != JsonValueKind.Array)
            {
                fault = new StateFault(Malformed: true, "json: cannot unmarshal body into a list of operations");
                return false;
            }
            foreach (var operation in document.RootElement.EnumerateArray())
            {
                if (!TryAdd(operation, changes, out fault)) return false;
            }
            return true;
        }
        catch (JsonException exception)
        {
            fault = new StateFault(Malformed: true, IsTruncated(body.Span) ? "unexpected EOF" : exception.Message);
            return false;
        }
    }

    private static bool TryAdd(JsonElement operation, List<StateChange> changes, out StateFault fault)
    {
        fault = default;
        var kind = Text(operation, "operation");
        if (kind is not ("upsert" or "delete"))
        {
            fault = new StateFault(Malformed: false, $"operation type {kind} not supported");
            return false;
        }
        var request = Member(operation, "request");
        var key = Text(request, "key");
        if (key.Length == 0)
        {
            fault = new StateFault(Malformed: false, "missing key");
            return false;
        }
        if (kind == "delete")
        {
            changes.Add(new StateChange(key, null));
            return true;
        }
        if (Member(request, "metadata") is { ValueKind: JsonValueKind.Object } metadata
            && metadata.TryGetProperty("ttlInSeconds", out _))
        {
            fault = new StateFault(Malformed: false, TtlRefused);
            return false;
        }
        return TryAddValue(key, Member(request, "value"), changes, out fault);
    }

    private static bool TryAddValue(string key, JsonElement value, List<StateChange> changes, out StateFault fault)
    {
        fault = default;
        var text = new ArrayBufferWriter<byte>();
        if (value.ValueKind == JsonValueKind.Undefined) text.Write("null"u8);
        else if (GoJson.WriteRounded(text, value) is { } misfit) fault = new StateFault(Malformed: true, misfit);
        if (fault.Message is not null) return false;
        changes.Add(new StateChange(key, text.WrittenSpan.ToArray()));
        return true;
    }

    private static JsonElement Member(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var member) ? member : default;

    private static string Text(JsonElement parent, string name) =>
        Member(parent, name) is { ValueKind: JsonValueKind.String } text ? GoString.Text(text) : "";

    // A reader that is told the text is not the final block complains only about what is really wrong.
    private static bool IsTruncated(ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(text, isFinalBlock: false, default);
        try
        {
            while (reader.Read())
            {
            }
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
