using System.Globalization;

namespace SharedSequencer.Ingress.Receipts;

/// <summary>
/// Where a reader of <c>/v1/evidence</c> stands. This ingress's own broken receipts come first (<c>r</c> and a number),
/// then what its ordering has collected (a number, ordering's own).
/// </summary>
internal static class EvidenceCursor
{
    private const string Receipts = "r";

    public static string AfterReceipt(long number) => Receipts + number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Reads one.</summary>
    /// <param name="cursor">What the reader gave; nothing and 0 are the beginning.</param>
    /// <param name="receipt">The last receipt it knows.</param>
    /// <param name="proof">The last proof of ordering it knows; null while it reads receipts.</param>
    public static bool TryParse(string? cursor, out long receipt, out long? proof)
    {
        receipt = 0;
        proof = null;
        if (cursor is null or "0") return true;
        if (cursor.StartsWith(Receipts, StringComparison.Ordinal)) return TryNumber(cursor.AsSpan(Receipts.Length), out receipt);
        var isNumber = TryNumber(cursor, out var last);
        proof = last;
        return isNumber;
    }

    private static bool TryNumber(ReadOnlySpan<char> text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
