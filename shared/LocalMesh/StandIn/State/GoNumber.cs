using System.Globalization;
using System.Text;

namespace SharedSequencer.StandIn.State;

/// <summary>Writes a float64 as Go's encoding/json does: shortest digits, exponent only below 1e-6 and from 1e21.</summary>
internal static class GoNumber
{
    private const double SmallestPlain = 1e-6;
    private const double FirstExponent = 1e21;

    /// <summary>Reads a JSON number as a float64 and writes it back, or returns false when it does not fit one.</summary>
    public static bool TryRound(ReadOnlySpan<byte> number, out string rounded)
    {
        rounded = "";
        if (!double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)) return false;
        if (!double.IsFinite(value)) return false;
        rounded = Format(value);
        return true;
    }

    public static string Format(double value)
    {
        if (value == 0) return double.IsNegative(value) ? "-0" : "0";
        var (negative, digits, point) = Shortest(value);
        var magnitude = Math.Abs(value);
        var text = new StringBuilder(negative ? "-" : "");
        if (magnitude is < SmallestPlain or >= FirstExponent) AppendExponent(text, digits, point - 1);
        else AppendPlain(text, digits, point);
        return text.ToString();
    }

    // The value is 0.digits times ten to the power of point.
    private static (bool Negative, string Digits, int Point) Shortest(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        var negative = text[0] == '-';
        var mantissa = negative ? text.AsSpan(1) : text;
        var exponent = 0;
        if (mantissa.IndexOf('E') is var mark and >= 0)
        {
            exponent = int.Parse(mantissa[(mark + 1)..], CultureInfo.InvariantCulture);
            mantissa = mantissa[..mark];
        }
        var dot = mantissa.IndexOf('.');
        var point = exponent + (dot < 0 ? mantissa.Length : dot);
        var digits = mantissa.ToString().Replace(".", "", StringComparison.Ordinal);
        var significant = digits.TrimStart('0');
        return (negative, significant.TrimEnd('0'), point - (digits.Length - significant.Length));
    }

    private static void AppendPlain(StringBuilder text, string digits, int point)
    {
        if (point <= 0) text.Append("0.").Append('0', -point).Append(digits);
        else if (point >= digits.Length) text.Append(digits).Append('0', point - digits.Length);
        else text.Append(digits.AsSpan(0, point)).Append('.').Append(digits.AsSpan(point));
    }

    private static void AppendExponent(StringBuilder text, string digits, int exponent)
    {
        text.Append(digits[0]);
        if (digits.Length > 1) text.Append('.').Append(digits.AsSpan(1));
        text.Append('e').Append(exponent < 0 ? '-' : '+').Append(Math.Abs(exponent).ToString("00", CultureInfo.InvariantCulture));
        // Go writes at least two exponent digits and encoding/json then drops the leading zero of a negative one.
        if (exponent is < 0 and > -10) text.Remove(text.Length - 2, 1);
    }
}
