using System.Buffers;
using System.Globalization;

namespace SharedSequencer.StandIn.Handshake;

/// <summary>Reads Go durations such as <c>1h0m0s0ms</c>, <c>1.5s</c> or <c>300ms</c>.</summary>
internal static class GoDuration
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789.");

    private static readonly (string Unit, double Seconds)[] Units =
    [
        ("ns", 1e-9), ("us", 1e-6), ("µs", 1e-6), ("ms", 1e-3), ("s", 1), ("m", 60), ("h", 3600),
    ];

    public static bool TryParse(ReadOnlySpan<char> text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        var negative = text is ['-', ..];
        if (text is ['-' or '+', ..]) text = text[1..];
        if (text is "0") return true;
        if (text.IsEmpty) return false;
        var seconds = 0.0;
        while (!text.IsEmpty)
        {
            if (!TryTake(ref text, out var part)) return false;
            seconds += part;
        }
        if (seconds > TimeSpan.MaxValue.TotalSeconds) return false;
        duration = TimeSpan.FromSeconds(negative ? -seconds : seconds);
        return true;
    }

    private static bool TryTake(ref ReadOnlySpan<char> text, out double seconds)
    {
        seconds = 0;
        var digits = text.IndexOfAnyExcept(Digits);
        if (digits <= 0) return false;
        if (!double.TryParse(text[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count))
            return false;
        text = text[digits..];
        var unitLength = text.IndexOfAny(Digits);
        var unit = unitLength < 0 ? text : text[..unitLength];
        text = text[unit.Length..];
        foreach (var (name, size) in Units)
        {
            if (!unit.SequenceEqual(name)) continue;
            seconds = count * size;
            return true;
        }
        return false;
    }
}
