using System.Globalization;
using System.Text.Json;
using SharedSequencer.Primitives;

namespace SharedSequencer.Client;

/// <summary>Reads fields of an answer; what is missing or of another form names the field.</summary>
internal static class JsonFields
{
    internal static string Text(JsonElement parent, string name) =>
        OptionalText(parent, name) ?? throw Missing(name);

    internal static string? OptionalText(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object
        && parent.TryGetProperty(name, out var field)
        && field.ValueKind == JsonValueKind.String
            ? field.GetString()
            : null;

    internal static Hash256 Hash(JsonElement parent, string name) =>
        Hash256.TryParse(Text(parent, name), out var hash) ? hash : throw Missing(name);

    /// <summary>A decimal string, as all numbers of this system's own answers.</summary>
    internal static ulong? OptionalNumber(JsonElement parent, string name) => OptionalText(parent, name) is { } text
        ? ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw Missing(name)
        : null;

    internal static ulong Number(JsonElement parent, string name) =>
        OptionalNumber(parent, name) ?? throw Missing(name);

    /// <summary>A hex quantity, as in the answers of Ethereum nodes.</summary>
    internal static ulong Quantity(JsonElement parent, string name) =>
        Hex.TryDecodeQuantity(Text(parent, name), out ulong value) ? value : throw Missing(name);

    internal static byte[] Bytes(JsonElement parent, string name) =>
        Hex.TryDecode(Text(parent, name), out var bytes) ? bytes : throw Missing(name);

    internal static UnexpectedAnswerException Missing(string name) =>
        new($"The answer has no field \"{name}\" of the promised form.");
}
