using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>What a tombstone is on (R21).</summary>
/// <param name="Submitter">Whose bundles it concerns.</param>
/// <param name="IsReplacement">Whether <paramref name="Id"/> is a replacement id, not a bundle's.</param>
/// <param name="Id">The id.</param>
internal readonly record struct TombstoneKey(Address Submitter, bool IsReplacement, Hash256 Id) : IComparable<TombstoneKey>
{
    internal static TombstoneKey OfBundle(Address submitter, in Hash256 bundle) => new(submitter, false, bundle);

    internal static TombstoneKey OfReplacement(Address submitter, in Hash256 replacement) => new(submitter, true, replacement);

    /// <inheritdoc/>
    public int CompareTo(TombstoneKey other) =>
        (Submitter, IsReplacement, Id).CompareTo((other.Submitter, other.IsReplacement, other.Id));
}
