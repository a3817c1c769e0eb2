using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace SharedSequencer.StandIn.State;

/// <summary>
/// Rewrites JSON as it looks after a trip through daprd's untyped Go values: keys sorted by their bytes, the last of
/// equal keys kept, white space gone, HTML characters escaped. Numbers are either rounded to float64 (actor state)
/// or keep their text (events).
/// </summary>
internal static class GoJson
{
    /// <summary>Writes <paramref name="value"/> with every number rounded to a float64.</summary>
    /// <returns>Null, or Go's words for the number that does not fit a float64.</returns>
    public static string? WriteRounded(IBufferWriter<byte> output, JsonElement value) => Write(output, value, round: true);

    /// <summary>Writes <paramref name="value"/> with the exact text of every number.</summary>
    public static void WriteExact(IBufferWriter<byte> output, JsonElement value) => Write(output, value, round: false);

    private static string? Write(IBufferWriter<byte> output, JsonElement value, bool round)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                return WriteObject(output, value, round);
            case JsonValueKind.Array:
                return WriteArray(output, value, round);
            case JsonValueKind.String:
                GoString.Write(output, GoString.Decode(JsonMarshal.GetRawUtf8Value(value)[1..^1]));
                return null;
            case JsonValueKind.Number when round:
                return WriteNumber(output, JsonMarshal.GetRawUtf8Value(value));
            default:
                output.Write(JsonMarshal.GetRawUtf8Value(value));
                return null;
        }
    }

    private static string? WriteObject(IBufferWriter<byte> output, JsonElement value, bool round)
    {
        var members = new SortedDictionary<byte[], JsonElement>(ByteOrder.Instance);
        foreach (var member in value.EnumerateObject())
            members[GoString.Decode(JsonMarshal.GetRawUtf8PropertyName(member))] = member.Value;
        output.Write("{"u8);
        var first = true;
        foreach (var (name, member) in members)
        {
            if (!first) output.Write(","u8);
            first = false;
            GoString.Write(output, name);
            output.Write(":"u8);
            if (Write(output, member, round) is { } fault) return fault;
        }
        output.Write("}"u8);
        return null;
    }

    private static string? WriteArray(IBufferWriter<byte> output, JsonElement value, bool round)
    {
        output.Write("["u8);
        var first = true;
        foreach (var item in value.EnumerateArray())
        {
            if (!first) output.Write(","u8);
            first = false;
            if (Write(output, item, round) is { } fault) return fault;
        }
        output.Write("]"u8);
        return null;
    }

    private static string? WriteNumber(IBufferWriter<byte> output, ReadOnlySpan<byte> text)
    {
        if (!GoNumber.TryRound(text, out var rounded))
            return $"json: cannot unmarshal number {System.Text.Encoding.ASCII.GetString(text)} into Go value of type float64";
        output.Write(System.Text.Encoding.ASCII.GetBytes(rounded));
        return null;
    }

    private sealed class ByteOrder : IComparer<byte[]>
    {
        public static readonly ByteOrder Instance = new();

        public int Compare(byte[]? x, byte[]? y) => x.AsSpan().SequenceCompareTo(y);
    }
}
