using System.Text;

namespace SharedSequencer.Ingress.Chain;

/// <summary>
/// A node's own words, made fit for the journal: at most 256 UTF-16 units, no NUL, which PostgreSQL refuses in a
/// text, and no half of a surrogate pair, which has no UTF-8.
/// </summary>
internal static class ReasonText
{
    private const int Longest = 256;

    public static string? Storable(string? reason)
    {
        if (reason is null) return null;
        var kept = new StringBuilder(Math.Min(reason.Length, Longest));
        // Enumerating runes turns lone halves into the replacement character.
        foreach (var rune in reason.EnumerateRunes())
        {
            if (kept.Length + rune.Utf16SequenceLength > Longest) break;
            kept.Append((rune.Value == 0 ? Rune.ReplacementChar : rune).ToString());
        }
        return kept.ToString();
    }
}
