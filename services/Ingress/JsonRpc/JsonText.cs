using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;

namespace SharedSequencer.Ingress.JsonRpc;

/// <summary>
/// Reads JSON strings that may stand for no text: the grammar allows half a surrogate pair and a string may hold
/// bytes that are no UTF-8, and <see cref="Utf8JsonReader"/> throws when asked for their value. Here they equal
/// nothing.
/// </summary>
internal static class JsonText
{
    private const int EscapeLength = 6;

    /// <summary>Whether the escapes of the string or name that the reader stands on can be resolved.</summary>
    public static bool IsEscapedWell(ref readonly Utf8JsonReader reader) =>
        !reader.ValueIsEscaped || HasWholePairs(reader.ValueSpan);

    /// <summary>Whether the string or name that the reader stands on is this text.</summary>
    public static bool Is(ref readonly Utf8JsonReader reader, ReadOnlySpan<byte> text) =>
        IsEscapedWell(in reader) && reader.ValueTextEquals(text);

    /// <summary>The string that the reader stands on; null when it stands for no text.</summary>
    public static string? Read(ref readonly Utf8JsonReader reader) =>
        IsEscapedWell(in reader) && Utf8.IsValid(reader.ValueSpan) ? reader.GetString() : null;

    /// <summary>Every high surrogate is followed by a low one. That each escape is complete the reader has seen to.</summary>
    private static bool HasWholePairs(ReadOnlySpan<byte> escaped)
    {
        while (escaped.IndexOf((byte)'\\') is var at and >= 0)
        {
            escaped = escaped[at..];
            if (escaped[1] != (byte)'u')
            {
                escaped = escaped[2..];
                continue;
            }
            var unit = Unit(escaped);
            escaped = escaped[EscapeLength..];
            if (!char.IsSurrogate(unit)) continue;
            if (!char.IsHighSurrogate(unit) || !escaped.StartsWith("\\u"u8)) return false;
            if (!char.IsLowSurrogate(Unit(escaped))) return false;
            escaped = escaped[EscapeLength..];
        }
        return true;
    }

    private static char Unit(ReadOnlySpan<byte> escape) =>
        (char)ushort.Parse(escape[2..EscapeLength], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
