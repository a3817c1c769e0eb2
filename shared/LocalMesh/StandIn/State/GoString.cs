using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace SharedSequencer.StandIn.State;

/// <summary>JSON strings in the form of Go's encoding/json: HTML characters and line separators escaped, the rest raw.</summary>
internal static class GoString
{
    private static readonly SearchValues<byte> Special = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(value => (byte)value), (byte)'"', (byte)'\\', (byte)'<', (byte)'>', (byte)'&', 0xE2]);

    /// <summary>Decodes the inside of a JSON string. Lone surrogates become the replacement character.</summary>
    public static byte[] Decode(ReadOnlySpan<byte> escaped)
    {
        var output = new ArrayBufferWriter<byte>(Math.Max(escaped.Length, 1));
        while (!escaped.IsEmpty)
        {
            var plain = escaped.IndexOf((byte)'\\');
            if (plain < 0) plain = escaped.Length;
            output.Write(escaped[..plain]);
            escaped = escaped[plain..];
            if (!escaped.IsEmpty) escaped = escaped[DecodeEscape(escaped, output)..];
        }
        return output.WrittenSpan.ToArray();
    }

    /// <summary>The text of a JSON string; unlike the framework's own it does not throw on lone surrogates.</summary>
    public static string Text(JsonElement value) =>
        Encoding.UTF8.GetString(Decode(JsonMarshal.GetRawUtf8Value(value)[1..^1]));

    /// <summary>Writes decoded text between quotes.</summary>
    public static void Write(IBufferWriter<byte> output, ReadOnlySpan<byte> text)
    {
        output.Write("\""u8);
        while (!text.IsEmpty)
        {
            var plain = text.IndexOfAny(Special);
            if (plain < 0) plain = text.Length;
            output.Write(text[..plain]);
            text = text[plain..];
            if (!text.IsEmpty) text = text[WriteSpecial(output, text)..];
        }
        output.Write("\""u8);
    }

    private static int DecodeEscape(ReadOnlySpan<byte> escaped, ArrayBufferWriter<byte> output)
    {
        if (escaped[1] != 'u')
        {
            output.Write([Unescape(escaped[1])]);
            return 2;
        }
        var first = Hex(escaped[2..]);
        var consumed = 6;
        var rune = Rune.ReplacementChar;
        if (Rune.TryCreate((char)first, out var single))
        {
            rune = single;
        }
        else if (escaped.Length >= 12 && escaped[6] == '\\' && escaped[7] == 'u'
            && Rune.TryCreate((char)first, (char)Hex(escaped[8..]), out var pair))
        {
            rune = pair;
            consumed = 12;
        }
        Span<byte> utf8 = stackalloc byte[4];
        output.Write(utf8[..rune.EncodeToUtf8(utf8)]);
        return consumed;
    }

    private static int Hex(ReadOnlySpan<byte> digits) =>
        int.Parse(digits[..4], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private static byte Unescape(byte letter) => letter switch
    {
        (byte)'n' => (byte)'\n',
        (byte)'t' => (byte)'\t',
        (byte)'r' => (byte)'\r',
        (byte)'b' => (byte)'\b',
        (byte)'f' => (byte)'\f',
        _ => letter,
    };

    private static int WriteSpecial(IBufferWriter<byte> output, ReadOnlySpan<byte> text)
    {
        if (text[0] == 0xE2)
        {
            var separator = text.Length >= 3 && text[1] == 0x80 && text[2] is 0xA8 or 0xA9;
            if (!separator)
            {
                output.Write(text[..1]);
                return 1;
            }
            output.Write(text[2] == 0xA8 ? "\\u2028"u8 : "\\u2029"u8);
            return 3;
        }
        output.Write(Escape(text[0]));
        return 1;
    }

    private static ReadOnlySpan<byte> Escape(byte value) => value switch
    {
        (byte)'"' => "\\\""u8,
        (byte)'\\' => "\\\\"u8,
        (byte)'\n' => "\\n"u8,
        (byte)'\r' => "\\r"u8,
        (byte)'\t' => "\\t"u8,
        (byte)'\b' => "\\b"u8,
        (byte)'\f' => "\\f"u8,
        _ => Encoding.ASCII.GetBytes($"\\u{(int)value:x4}"),
    };
}
