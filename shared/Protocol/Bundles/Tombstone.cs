namespace SharedSequencer.Protocol;

/// <summary>What was said about a replacement id; of a bundle that was cancelled by its id, nothing more than that.</summary>
/// <param name="Highest">The highest version ordered so far; 0 for none.</param>
/// <param name="Cancelled">The highest version cancelled so far; 0 for none.</param>
/// <param name="IsIncluded">Whether a version was included.</param>
internal readonly record struct Tombstone(ulong Highest, ulong Cancelled, bool IsIncluded)
{
    internal Tombstone AfterOrdered(ulong version, bool isIncluded) =>
        this with { Highest = Math.Max(Highest, version), IsIncluded = IsIncluded || isIncluded };

    internal Tombstone AfterCancel(ulong version) => this with { Cancelled = Math.Max(Cancelled, version) };

    internal bool Replaces(ulong version) => IsIncluded || version <= Highest;
}
