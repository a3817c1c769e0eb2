using System.Text.Json;
using System.Text.Json.Serialization;

namespace SharedSequencer.Primitives;

/// <summary>Writes and reads the text form of <see cref="Signature"/>, as value and as property name.</summary>
public sealed class SignatureJsonConverter : JsonConverter<Signature>
{
    /// <inheritdoc/>
    public override Signature Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && Signature.TryParse(reader.GetString(), out var value)
            ? value
            : throw new JsonException("Not the text form of a Signature.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Signature value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());

    /// <inheritdoc/>
    public override Signature ReadAsPropertyName(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Signature.TryParse(reader.GetString(), out var value)
            ? value
            : throw new JsonException("Not the text form of a Signature.");

    /// <inheritdoc/>
    public override void WriteAsPropertyName(Utf8JsonWriter writer, Signature value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value.ToString());
}
