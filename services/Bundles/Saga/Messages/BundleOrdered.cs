using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Bundles.Saga.Messages;

/// <summary>A block judged a bundle.</summary>
/// <param name="Content">The bundle.</param>
/// <param name="Code"><see cref="OutcomeCode.Included"/>, or why it was refused.</param>
/// <param name="Places">Where its legs stand; none when it was refused.</param>
/// <param name="At">The block.</param>
internal sealed record BundleOrdered(Bundle Content, OutcomeCode Code, IReadOnlyList<LegPlace> Places, ChainMoment At)
    : IBundleBeginning
{
    public Hash256 Bundle => Content.Id;

    public string Key => $"ordered at {At.Height}";

    public bool IsIncluded => Code == OutcomeCode.Included;

    public bool AwaitsDecision => IsIncluded && Content.Terms.Mode == BundleMode.Execution;
}
