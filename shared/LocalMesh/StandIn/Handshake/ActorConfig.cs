using System.Text.Json;
using SharedSequencer.StandIn.State;

namespace SharedSequencer.StandIn.Handshake;

/// <summary>The answer of <c>GET /dapr/config</c>: which actor types the app hosts, and how.</summary>
internal sealed record ActorConfig(IReadOnlyDictionary<string, ActorSettings> Types)
{
    public static readonly ActorConfig None = new(new Dictionary<string, ActorSettings>());

    /// <summary>Reads the answer. One unusable value throws the whole configuration away, types included.</summary>
    public static bool TryParse(ReadOnlyMemory<byte> json, out ActorConfig config)
    {
        config = None;
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            if (!TryReadSettings(root, out var global)) return false;
            var types = Entities(root).Distinct().ToDictionary(type => type, _ => global);
            if (!TryApplyOverrides(root, types)) return false;
            config = new ActorConfig(types);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    // An entry of entitiesConfig replaces all global values of its types, also those it does not mention.
    private static bool TryApplyOverrides(JsonElement root, Dictionary<string, ActorSettings> types)
    {
        if (!root.TryGetProperty("entitiesConfig", out var entries) || entries.ValueKind != JsonValueKind.Array) return true;
        foreach (var entry in entries.EnumerateArray())
        {
            if (!TryReadSettings(entry, out var own)) return false;
            foreach (var type in Entities(entry))
            {
                if (types.ContainsKey(type)) types[type] = own;
            }
        }
        return true;
    }

    private static bool TryReadSettings(JsonElement source, out ActorSettings settings)
    {
        settings = ActorSettings.Default;
        if (source.ValueKind != JsonValueKind.Object) return false;
        if (!TryReadDuration(source, "actorIdleTimeout", settings.IdleTimeout, out var idle)) return false;
        if (!TryReadDuration(source, "drainOngoingCallTimeout", settings.DrainTimeout, out var drain)) return false;
        var drains = !source.TryGetProperty("drainRebalancedActors", out var value) || value.ValueKind != JsonValueKind.False;
        settings = new ActorSettings(idle, drain, drains);
        return true;
    }

    private static bool TryReadDuration(JsonElement source, string name, TimeSpan fallback, out TimeSpan duration)
    {
        duration = fallback;
        if (!source.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null) return true;
        if (value.ValueKind != JsonValueKind.String) return false;
        var text = GoString.Text(value);
        return text.Length == 0 || GoDuration.TryParse(text, out duration);
    }

    private static IEnumerable<string> Entities(JsonElement source) =>
        source.TryGetProperty("entities", out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(GoString.Text)
            : [];
}
