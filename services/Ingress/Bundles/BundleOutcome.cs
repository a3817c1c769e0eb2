using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ingress.Bundles;

/// <summary>
/// What the chain told about a bundle: of its id, the decision about an escrow id, or a cancel that took effect, whoever
/// sent it. Times are chain time in milliseconds.
/// </summary>
internal readonly record struct BundleOutcome(
    OutcomeKind Kind, Hash256 Subject, OutcomeCode Code, ulong Height, ulong ChainMilliseconds)
{
    /// <summary>Number of the step; 0 until it is read from the journal.</summary>
    public long Number { get; init; }
}
