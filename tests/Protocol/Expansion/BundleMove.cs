namespace SharedSequencer.Protocol.Tests.Expansion;

/// <summary>Something that may stand in a block of <see cref="BundlePropertyTests"/>.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Bundle">Which bundle of the universe.</param>
/// <param name="Leg">Which leg, where one is meant.</param>
/// <param name="Variant">0 is the right form; see where it is made.</param>
internal sealed record BundleMove(BundleMove.Kinds Kind, int Bundle, int Leg, int Variant)
{
    /// <summary>What moves there are.</summary>
    internal enum Kinds
    {
        Submit,
        Cancel,
        CancelVersions,
        Report,
        Expire,
        Lone,
    }
}
