using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace SharedSequencer.DaprConformance.Tests.Replay;

/// <summary>The text rules of the recordings: placeholders, numbers by text, binary bodies, shortened repetitions.</summary>
internal static partial class TextRules
{
    private const string NumberPrefix = "num:";
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>True when the text is what was recorded, placeholders standing for anything.</summary>
    public static bool Matches(string expected, string actual)
    {
        var pattern = Expand(expected);
        if (!Placeholder().IsMatch(pattern)) return pattern == actual;
        var literal = Placeholder().Split(pattern).Select(Regex.Escape);
        return Regex.IsMatch(actual, $"^{string.Join(".*", literal)}$", RegexOptions.Singleline);
    }

    /// <summary>Writes out repetitions such as <c>xxx...(1000)</c>.</summary>
    public static string Expand(string text) => Repetition().Replace(
        text, match => new string(match.Groups[1].Value[0], int.Parse(match.Groups[2].Value)));

    /// <summary>The bytes of a recorded body; null for none.</summary>
    public static byte[]? Bytes(JsonElement body)
    {
        switch (body.ValueKind)
        {
            case JsonValueKind.Undefined or JsonValueKind.Null:
                return null;
            case JsonValueKind.String:
                var text = body.GetString()!;
                if (text.Length == 0) return null;
                return Size(text) is { } size ? Enumerable.Repeat((byte)'x', size).ToArray() : Encoding.UTF8.GetBytes(text);
            case JsonValueKind.Object when body.TryGetProperty("base64", out var base64):
                return base64.GetBytesFromBase64();
            default:
                return Encoding.UTF8.GetBytes(Json(body));
        }
    }

    /// <summary>The JSON text of a recorded value, <c>num:</c> strings written as the numbers they stand for.</summary>
    public static string Json(JsonElement value) => Number().Replace(Expand(JsonSerializer.Serialize(value, Plain)), "$1");

    /// <summary>The length a body such as <c>&lt;4194304 bytes&gt;</c> stands for.</summary>
    public static int? Size(string text) =>
        SizedBody().Match(text) is { Success: true } match ? int.Parse(match.Groups[1].Value) : null;

    /// <summary>Compares a JSON value; numbers by their text.</summary>
    public static bool JsonMatches(JsonElement expected, JsonElement actual) => expected.ValueKind switch
    {
        JsonValueKind.Object => actual.ValueKind == JsonValueKind.Object
            && expected.EnumerateObject().Count() == actual.EnumerateObject().Count()
            && expected.EnumerateObject().All(member =>
                actual.TryGetProperty(member.Name, out var other) && JsonMatches(member.Value, other)),
        JsonValueKind.Array => actual.ValueKind == JsonValueKind.Array
            && expected.GetArrayLength() == actual.GetArrayLength()
            && expected.EnumerateArray().Zip(actual.EnumerateArray()).All(pair => JsonMatches(pair.First, pair.Second)),
        JsonValueKind.String => StringMatches(expected.GetString()!, actual),
        _ => expected.GetRawText() == actual.GetRawText(),
    };

    private static bool StringMatches(string expected, JsonElement actual) =>
        expected.StartsWith(NumberPrefix, StringComparison.Ordinal)
            ? actual.GetRawText() == expected[NumberPrefix.Length..]
            : actual.ValueKind == JsonValueKind.String && Matches(expected, actual.GetString()!);

    [GeneratedRegex("<any>|<any time>|<app server header>|<host>|<port>|<binary>")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"(.)\1\1\.\.\.\((\d+)\)")]
    private static partial Regex Repetition();

    [GeneratedRegex("\"num:([^\"]*)\"")]
    private static partial Regex Number();

    [GeneratedRegex("^<([0-9]+) bytes>$")]
    private static partial Regex SizedBody();
}
