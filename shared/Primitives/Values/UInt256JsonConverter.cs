using System.Text.Json;
using System.Text.Json.Serialization;

namespace SharedSequencer.Primitives;

/// <summary>Writes and reads the text form of <see cref="UInt256"/>, as value and as property name.</summary>
public sealed class UInt256JsonConverter : JsonConverter<UInt256>
{
    /// <inheritdoc/>
    public override UInt256 Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && UInt256.TryParse(reader.GetString(), out var value)
            ? value
            : throw new JsonException("Not the text form of a UInt256.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, UInt256 value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());

    /// <inheritdoc/>
    public override UInt256 ReadAsPropertyName(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        UInt256.TryParse(reader.GetString(), out var value)
            ? value
            : throw new JsonException("Not the text form of a UInt256.");

    /// <inheritdoc/>
    public override void WriteAsPropertyName(Utf8JsonWriter writer, UInt256 value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value.ToString());
}
