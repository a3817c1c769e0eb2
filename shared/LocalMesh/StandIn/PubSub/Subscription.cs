using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using SharedSequencer.StandIn.State;

namespace SharedSequencer.StandIn.PubSub;

/// <summary>One entry of an app's <c>/dapr/subscribe</c> answer.</summary>
internal sealed record Subscription(string PubSub, string Topic, string Path, string? DeadLetterTopic)
{
    /// <summary>True when the app asked for routing rules, raw payloads or bulk delivery, which the stand-in lacks.</summary>
    public bool AsksForUncovered { get; private init; }

    /// <summary>Reads the list; false when it is no list of subscriptions.</summary>
    public static bool TryParseList(ReadOnlyMemory<byte> json, out IReadOnlyList<Subscription> subscriptions)
    {
        subscriptions = [];
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Array) return false;
            subscriptions = [.. document.RootElement.EnumerateArray()
                .Where(item => item.ValueKind == JsonValueKind.Object)
                .Select(Parse)
                .OfType<Subscription>()];
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static Subscription? Parse(JsonElement item)
    {
        var topic = Text(item, "topic");
        var pubSub = Text(item, "pubsubname");
        var rules = Member(item, "routes");
        var path = Text(item, "route") ?? Text(rules, "default");
        if (topic is null || pubSub is null || path is null) return null;
        return new Subscription(pubSub, topic, "/" + path.TrimStart('/'), Text(item, "deadLetterTopic"))
        {
            AsksForUncovered = Member(rules, "rules") is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() > 0
                || Member(Member(item, "bulkSubscribe"), "enabled").ValueKind == JsonValueKind.True
                || Text(Member(item, "metadata"), "rawPayload") is "true",
        };
    }

    private static string? Text(JsonElement parent, string name) =>
        Member(parent, name) is { ValueKind: JsonValueKind.String } value && GoString.Text(value) is { Length: > 0 } text
            ? text
            : null;

    // daprd matches member names without regard to case; the SDK writes pubsubName.
    private static JsonElement Member(JsonElement parent, string name)
    {
        if (parent.ValueKind != JsonValueKind.Object) return default;
        foreach (var member in parent.EnumerateObject())
        {
            var given = GoString.Decode(JsonMarshal.GetRawUtf8PropertyName(member));
            if (Ascii.EqualsIgnoreCase(given, name)) return member.Value;
        }
        return default;
    }
}
