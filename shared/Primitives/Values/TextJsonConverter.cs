using System.Text.Json;
using System.Text.Json.Serialization;

namespace SharedSequencer.Primitives;

/// <summary>Writes and reads a value by its text form, as value and as property name.</summary>
/// <typeparam name="T">The value type.</typeparam>
public abstract class TextJsonConverter<T> : JsonConverter<T>
    where T : struct
{
    /// <inheritdoc/>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String ? Parse(reader.GetString()) : throw Refusal();

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());

    /// <inheritdoc/>
    public override T ReadAsPropertyName(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Parse(reader.GetString());

    /// <inheritdoc/>
    public override void WriteAsPropertyName(
        Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value.ToString()!);

    /// <summary>Reads the text form; false for anything else.</summary>
    protected abstract bool TryParse(string? text, out T value);

    private static JsonException Refusal() => new($"Not the text form of the type {typeof(T).Name}.");

    private T Parse(string? text) => TryParse(text, out var value) ? value : throw Refusal();
}
