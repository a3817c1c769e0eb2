using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ingress.Bundles;

/// <summary>
/// All that the journal knows of one bundle. What came another way is known by its outcomes alone; terms that expired
/// without a bundle by their decision.
/// </summary>
internal sealed record JournaledBundle
{
    /// <summary>Null when only the decision about an escrow id is known.</summary>
    public Hash256? Id { get; init; }

    /// <summary>Null when the bundle was not taken here.</summary>
    public Hash256? EscrowId { get; init; }

    /// <summary>Whether it was asked for by its escrow id: then the answer is about the terms, whichever bundle decided them.</summary>
    public bool IsAskedByTerms { get; init; }

    /// <summary>What it was asked for by.</summary>
    public Hash256? NameAsked => IsAskedByTerms ? EscrowId : Id;

    /// <summary>The bundle as it was last taken here; null when it never was.</summary>
    public Bundle? Bundle { get; init; }

    /// <summary>Hash of the item that brought it last: its name among transactions.</summary>
    public Hash256? Item { get; init; }

    /// <summary>Each time that it was taken here: again after it was ordered in vain.</summary>
    public IReadOnlyList<BundleAttempt> Attempts { get; init; } = [];

    public BundleOutcome? Outcome { get; init; }

    public BundleOutcome? Decision { get; init; }

    /// <summary>Why its last item was ordered in vain; the bundle itself is not judged then and may come again.</summary>
    public BundleDrop? Drop => Attempts.Count > 0 ? Attempts[^1].Drop : null;

    /// <summary>A second bundle with used terms has no part in the decision about them; the terms have.</summary>
    public BundleOutcome? OwnDecision => HasUsedTerms && !IsAskedByTerms ? null : Decision;

    public BundleStatus Status => this switch
    {
        { HasUsedTerms: true, OwnDecision: { } decision } => StatusOf(decision),
        { Outcome: { Code: not OutcomeCode.Included } } => BundleStatus.Refused,
        { Decision: { } decision } => StatusOf(decision),
        { Outcome: not null } => BundleStatus.Included,
        { Drop: not null } => BundleStatus.Dropped,
        _ => BundleStatus.Received,
    };

    /// <summary>
    /// Whether the chain will say no more about it. An included bundle that was not taken here may be of execution mode, so it
    /// is not; of used terms the decision is awaited.
    /// </summary>
    public bool IsFinal => Status switch
    {
        BundleStatus.Received or BundleStatus.Dropped => false,
        BundleStatus.Included => Bundle is { Terms.Mode: not BundleMode.Execution },
        BundleStatus.Refused => !HasUsedTerms || !IsAskedByTerms,
        _ => true,
    };

    private bool HasUsedTerms => Outcome?.Code == OutcomeCode.TermsUsed;

    private static BundleStatus StatusOf(BundleOutcome decision) =>
        decision.Code == OutcomeCode.Committed ? BundleStatus.Committed : BundleStatus.Aborted;
}
