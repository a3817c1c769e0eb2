using System.Globalization;

namespace SharedSequencer.Ordering.Misbehaviour;

/// <summary>Which proofs are asked for.</summary>
/// <param name="Cursor">Number of the last proof known; none when absent.</param>
/// <param name="Limit">Most proofs.</param>
internal sealed record EvidenceQuery(string? Cursor, int? Limit)
{
    private const int Most = 200;

    public int Count => Math.Min(Limit ?? Most, Most);

    public long After => long.TryParse(Cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var last) ? last : 0;

    public string? Problem => Limit < 1 ? "limit must be at least 1."
        : Cursor is null || Cursor == After.ToString(CultureInfo.InvariantCulture) ? null
        : "cursor is not one that was given.";
}
